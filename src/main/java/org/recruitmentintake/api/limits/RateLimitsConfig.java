package org.recruitmentintake.api.limits;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The size of each bucket in requests, and the time in which an empty bucket is full again. */
@ConfigMapping(prefix = "intake.limits")
public interface RateLimitsConfig {

    /** Of one client. Far above the rate of a form's back end, far below a rate that starves the others. */
    Limit client();

    /** Of one person of a client: less than the client has, so that one person cannot lock out the others. */
    Limit person();

    /** Of one address without a valid token, for every path. */
    Limit address();

    /** How many clients, persons and addresses are remembered, each; the least recently seen is forgotten first. */
    @WithDefault("10000")
    int remembered();

    /** A bucket. */
    interface Limit {

        int requests();

        Duration per();

        /** Requests that run or wait at the same time; bodies that are being received are counted apart. */
        int atOnce();
    }
}
