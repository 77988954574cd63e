package org.recruitmentintake.security;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the native executable. */
@QuarkusIntegrationTest
class AllowedMethodsIT extends AllowedMethodsTest {}
