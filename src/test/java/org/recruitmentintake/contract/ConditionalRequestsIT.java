package org.recruitmentintake.contract;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same tests with the native executable. */
@QuarkusIntegrationTest
class ConditionalRequestsIT extends ConditionalRequestsTest {}
