package org.recruitmentintake.application.usecase;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How it is done. */
@ConfigMapping(prefix = "intake.housekeeping")
public interface ReevaluationConfig {

    /** How often replicas look whether something is due; what is due becomes so at midnight in Kyiv. */
    @WithDefault("15M")
    String every();

    /** How many cases are looked up at a time. */
    @WithDefault("100")
    int batch();

    /** Months after which a citation that was not compared with its text counts as unverified. */
    @WithDefault("12")
    int citationMonths();
}
