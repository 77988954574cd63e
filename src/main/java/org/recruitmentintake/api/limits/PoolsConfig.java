package org.recruitmentintake.api.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests may run or wait, and how many bodies may be received, at the same time. */
@ConfigMapping(prefix = "intake.pools")
public interface PoolsConfig {

    /** Callers with a valid token. */
    Pool client();

    /** All others. Fewer than there are threads, so that they never hold all threads. */
    Pool anonymous();

    /** The bounds of one pool. */
    interface Pool {

        int working();

        /** Bodies that are being received; together they can take this many times 64 KiB of memory. */
        @WithDefault("200")
        int arriving();
    }
}
