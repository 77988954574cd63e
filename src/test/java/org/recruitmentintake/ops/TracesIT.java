package org.recruitmentintake.ops;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the native executable. */
@QuarkusIntegrationTest
class TracesIT extends TracesTest {}
