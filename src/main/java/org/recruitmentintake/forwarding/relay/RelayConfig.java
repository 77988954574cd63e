package org.recruitmentintake.forwarding.relay;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the relay and of its retries. The defaults fit a broker in the same data centre. */
@ConfigMapping(prefix = "intake.relay")
public interface RelayConfig {

    /**
     * How often an idle relay looks for messages that another replica could not send. A commit of the same replica
     * wakes it at once.
     */
    @WithDefault("1S")
    Duration poll();

    /** Sends nothing: for a restored database, until clients have repeated their withdrawals. */
    @WithDefault("false")
    boolean paused();

    /** The most messages that are under way at once. As many may be sent twice if a relay dies. */
    @WithDefault("64")
    int window();

    /** How long to wait for the broker's answer, which usually takes milliseconds. */
    @WithDefault("10S")
    Duration settlementTimeout();

    /** After so many refusals of the message itself, it waits for an operator. */
    @WithDefault("8")
    int maxAttempts();

    /** A claim ends after this time, which is longer than a window can take. */
    @WithDefault("60S")
    Duration hold();

    /**
     * The longest pause after the first refusal of a message. It doubles with each refusal up to
     * {@link #retryLast()}. The seven pauses of a message that is refused eight times last about 5 min together.
     */
    @WithDefault("5S")
    Duration retryFirst();

    @WithDefault("5M")
    Duration retryLast();

    /**
     * The first pause before a new connection, and before a closed address is tried again. It doubles each time up to
     * {@link #reconnectLast()}.
     */
    @WithDefault("200MS")
    Duration reconnectFirst();

    @WithDefault("5S")
    Duration reconnectLast();
}
