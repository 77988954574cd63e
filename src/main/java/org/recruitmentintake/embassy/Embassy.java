package org.recruitmentintake.embassy;

import java.util.Set;

/**
 * A diplomatic mission of Ukraine as the directory knows it. No addresses, mails or phone numbers: fake contacts are a
 * weapon, so the operator supplies them elsewhere.
 *
 * @param id stable name in tokens and applications, such as {@code ca-ottawa}
 * @param country code of the country it stands in, see {@link Countries}
 * @param serves codes of the countries it is known to serve, its own among them
 * @param closedChannels ways of first contact that must not be used there, since recruiting through an embassy breaks
 *            the law of some countries
 */
public record Embassy(String id, String country, String city, Set<String> serves, Set<Channel> closedChannels) {

    public boolean accepts(Channel channel) { return !closedChannels.contains(channel); }

}
