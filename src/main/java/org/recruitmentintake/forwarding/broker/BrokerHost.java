package org.recruitmentintake.forwarding.broker;

import java.util.regex.Pattern;

/** The name and port of a broker. */
public record BrokerHost(String name, int port) {

    private static final Pattern TEXT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\[\\]:\\s]+)(?::(\\d{1,5}))?");

    /** @throws IllegalArgumentException if it is neither a name nor a name with a port */
    static BrokerHost parse(String text, int defaultPort) {
        var parts = TEXT.matcher(text.strip());
        if (!parts.matches()) throw new IllegalArgumentException(text);
        var port = parts.group(2) == null ? defaultPort : Integer.parseInt(parts.group(2));
        if (port < 1 || port > 65_535) throw new IllegalArgumentException(text);
        return new BrokerHost(parts.group(1).replaceAll("[\\[\\]]", ""), port);
    }

    @Override
    public String toString() { return (name.contains(":") ? "[" + name + "]" : name) + ":" + port; }
}
