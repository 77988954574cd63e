package org.recruitmentintake.api.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests may work or wait, and how many bodies may arrive, at the same time. */
@ConfigMapping(prefix = "intake.pools")
public interface PoolsConfig {

    /** Callers with a valid token. */
    Pool client();

    /** All others. Fewer than there are threads, so that they never hold all threads. */
    Pool anonymous();

    /** The bounds of one pool. */
    interface Pool {

        int working();

        /** Unfinished bodies can take this many times 64 KiB of memory. */
        @WithDefault("200")
        int arriving();
    }
}
