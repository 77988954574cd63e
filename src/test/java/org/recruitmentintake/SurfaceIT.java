package org.recruitmentintake;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.BeforeEach;

/** The same tests with the native executable. */
@QuarkusIntegrationTest
class SurfaceIT extends SurfaceTest {

    @BeforeEach
    void askTheExecutable() {
        metrics = RealParts.executablesManagement() + "/metrics";
    }
}
