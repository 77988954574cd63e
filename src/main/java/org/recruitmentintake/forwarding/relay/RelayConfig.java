package org.recruitmentintake.forwarding.relay;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the relay and of its retries. The defaults fit a broker in the same data centre. */
@ConfigMapping(prefix = "intake.relay")
public interface RelayConfig {

    /**
     * How often an idle relay looks for rows that another replica has committed and could not send. A commit of the
     * same replica wakes it at once.
     */
    @WithDefault("1S")
    Duration poll();

    /** Sends nothing: for a restored database, until what was withdrawn since is withdrawn again. */
    @WithDefault("false")
    boolean paused();

    /** How many messages are under way at most: what a relay that dies may leave to be sent a second time. */
    @WithDefault("64")
    int window();

    /** How long to wait for the broker's answer, which usually takes milliseconds. */
    @WithDefault("10S")
    Duration settlementTimeout();

    /** After that many refusals of the row itself it waits for a person. */
    @WithDefault("8")
    int maxAttempts();

    /** A claim ends after this time. Longer than a window can take. */
    @WithDefault("60S")
    Duration hold();

    /**
     * The pause after a refused attempt: up to the first, doubled each time, up to the last. The seven of a row that is
     * refused eight times last about 5 min together.
     */
    @WithDefault("5S")
    Duration retryFirst();

    @WithDefault("5M")
    Duration retryLast();

    /** The pause before a new connection, and before an address that took nothing is tried again. */
    @WithDefault("200MS")
    Duration reconnectFirst();

    @WithDefault("5S")
    Duration reconnectLast();
}
