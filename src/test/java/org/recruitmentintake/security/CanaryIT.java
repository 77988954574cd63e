package org.recruitmentintake.security;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** The same of the native executable. */
@QuarkusIntegrationTest
class CanaryIT extends CanaryTest {

    @Override
    @Test
    @Disabled("nothing can be planted in another process; the words that may be in its log and metrics are looked for")
    void whatIsPlantedInTheProcessIsFound() {}
}
