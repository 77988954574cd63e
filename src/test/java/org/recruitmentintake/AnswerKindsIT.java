package org.recruitmentintake;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.BeforeEach;

/** The same tests with the native executable. */
@QuarkusIntegrationTest
class AnswerKindsIT extends AnswerKindsTest {

    @BeforeEach
    void useManagementPortOfTheExecutable() {
        metrics = RealParts.executablesManagement() + "/metrics";
    }
}
