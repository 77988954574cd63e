package org.recruitmentintake.ops;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same tests with the native executable. */
@QuarkusIntegrationTest
class TracesIT extends TracesTest {}
