package org.recruitmentintake.api.resource;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same tests with the native executable. */
@QuarkusIntegrationTest
class ForwardingResourceIT extends ForwardingResourceTest {}
