package org.recruitmentintake.security;

import java.nio.file.Path;
import java.util.Map;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** The same of the native executable. */
@QuarkusIntegrationTest
@TestProfile(CanaryIT.Talkative.class)
class CanaryIT extends CanaryTest {

    /** Our own packages say everything they can say, where the framework's launcher looks for it. */
    public static class Talkative implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.log.category.\"org.recruitmentintake\".level", "DEBUG");
        }
    }

    @Override
    Path log() { return Path.of("target", "quarkus.log"); }

    @Override
    @Test
    @Disabled("nothing can be planted in another process; the words that may be in its log and metrics are looked for")
    void whatIsPlantedInTheProcessIsFound() {}
}
