package org.recruitmentintake.api.resource;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the native executable. */
@QuarkusIntegrationTest
class ForwardingResourceIT extends ForwardingResourceTest {}
