package org.recruitmentintake.application.usecase;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the re-evaluation. */
@ConfigMapping(prefix = "intake.housekeeping")
public interface ReevaluationConfig {

    /** How often replicas look for due cases; a case becomes due at midnight in Kyiv. */
    @WithDefault("15M")
    String every();

    /** Months after which a citation that was not compared with its text counts as unverified. */
    @WithDefault("12")
    int citationMonths();
}
