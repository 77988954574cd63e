package org.recruitmentintake.contract;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the native executable. */
@QuarkusIntegrationTest
class RulesBeyondTheSchemasIT extends RulesBeyondTheSchemasTest {}
