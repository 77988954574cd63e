package org.recruitmentintake.embassy;

import java.util.Set;

/**
 * A diplomatic mission of Ukraine in the directory. It has no postal addresses, e-mail addresses or phone numbers:
 * fake contacts endanger applicants, so the operator publishes the real ones elsewhere.
 *
 * @param id stable name in tokens and applications, such as {@code ca-ottawa}
 * @param country code of its country, see {@link Countries}
 * @param serves codes of the countries that it is known to serve, its own included
 * @param closedChannels channels of first contact that must not be used there: in some countries it is against the law
 *            to recruit through an embassy
 */
public record Embassy(String id, String country, String city, Set<String> serves, Set<Channel> closedChannels) {

    public boolean accepts(Channel channel) { return !closedChannels.contains(channel); }

}
