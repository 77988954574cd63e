package org.recruitmentintake.application.usecase;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long a case is kept after its last change; a read is no change. */
@ConfigMapping(prefix = "intake.retention")
public interface RetentionConfig {

    /** Long enough to answer questions about it. */
    @WithDefault("P30D")
    Duration withdrawn();

    /** Long enough to contest a refusal. */
    @WithDefault("P180D")
    Duration refused();

    /** Long enough to show that it was sent; the branch has the case. This erasure sends no notice. */
    @WithDefault("P90D")
    Duration forwarded();

    /** Undecided cases without a change for this time: an abandoned form, a journey that was not made. */
    @WithDefault("P365D")
    Duration undecided();

    /** Long enough for a client to repeat its requests after a weekend. */
    @WithDefault("72H")
    Duration idempotencyKeys();

    /** How often replicas look for cases whose period is over. */
    @WithDefault("1H")
    String every();

    /** The most rows in one statement. */
    @WithDefault("200")
    int batch();
}
