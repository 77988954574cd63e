package org.recruitmentintake.application.usecase;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long a case stays readable after its last change; being read is no change. */
@ConfigMapping(prefix = "intake.retention")
public interface RetentionConfig {

    /** Long enough to answer what became of it. */
    @WithDefault("P30D")
    Duration withdrawn();

    /** Long enough to contest a refusal. */
    @WithDefault("P180D")
    Duration refused();

    /** The branch has the case; here it only answers whether it arrived. No notice follows. */
    @WithDefault("P90D")
    Duration forwarded();

    /** Undecided cases without a change for this time: an abandoned form, a journey that was not made. */
    @WithDefault("P365D")
    Duration undecided();

    /** A Friday's bad deployment can be repaired on Monday with the same keys. */
    @WithDefault("72H")
    Duration idempotencyKeys();

    /** How often replicas look. */
    @WithDefault("1H")
    String every();

    /** Rows at a time. */
    @WithDefault("200")
    int batch();
}
