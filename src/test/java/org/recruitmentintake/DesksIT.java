package org.recruitmentintake;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the executable. */
@QuarkusIntegrationTest
class DesksIT extends DesksTest {
}
