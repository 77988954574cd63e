package org.recruitmentintake;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.BeforeEach;

/** The same tests with the native executable. */
@QuarkusIntegrationTest
class HealthIT extends HealthTest {

    @BeforeEach
    void useManagementPortOfTheExecutable() {
        live = RealParts.executablesManagement() + "/health/live";
        ready = RealParts.executablesManagement() + "/health/ready";
    }
}
