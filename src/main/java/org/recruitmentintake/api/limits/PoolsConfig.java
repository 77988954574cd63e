package org.recruitmentintake.api.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests work or wait at the same time, and how many bodies arrive. */
@ConfigMapping(prefix = "intake.pools")
public interface PoolsConfig {

    /** Callers with a valid token. */
    Pool client();

    /** All others. Fewer than there are threads, so that they never hold them all. */
    Pool anonymous();

    /** Of one kind of callers. */
    interface Pool {

        int working();

        /** Times 64 KiB, the memory that unfinished bodies can take. */
        @WithDefault("200")
        int arriving();
    }
}
