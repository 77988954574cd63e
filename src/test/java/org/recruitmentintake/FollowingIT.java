package org.recruitmentintake;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the native executable. */
@QuarkusIntegrationTest
class FollowingIT extends FollowingTest {}
