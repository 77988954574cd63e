package org.recruitmentintake;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same tests with the native executable. */
@QuarkusIntegrationTest
class DesksIT extends DesksTest {
}
