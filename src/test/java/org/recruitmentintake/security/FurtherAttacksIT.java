package org.recruitmentintake.security;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same tests with the native executable. */
@QuarkusIntegrationTest
class FurtherAttacksIT extends FurtherAttacksTest {}
