package org.recruitmentintake.api.limits;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Requests, and the time in which a bucket of so many fills again. */
@ConfigMapping(prefix = "intake.limits")
public interface RateLimitsConfig {

    /** Of one client. Far above what a form's back end sends, far below what starves the others. */
    Limit client();

    /** Of one person of a client: less than the client has, so that one person cannot lock out the others. */
    Limit person();

    /** Of one address without a valid token, whatever it asks for. */
    Limit address();

    /** How many clients, persons and addresses are remembered, each; the longest unseen is forgotten first. */
    @WithDefault("10000")
    int remembered();

    /** A bucket. */
    interface Limit {

        int requests();

        Duration per();

        /** Requests that work or wait at the same time; and, counted apart, bodies that are still arriving. */
        int atOnce();
    }
}
