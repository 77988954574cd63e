package org.recruitmentintake.tools.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.application.model.State;

/** The cases with which contract tests start. */
@QuarkusTest
@WithTestResource(RealParts.class)
class OneOfEachStateTest {

    @Test
    void thereIsACaseInEachState() throws Exception {
        var made = new OneOfEachState("http://localhost:" + RestAssured.port, RealParts::token).make();
        for (var state : State.values()) {
            var line = made.get(state.name());
            // The case may be forwarded before the answer.
            assertTrue(line.startsWith(state + " ") || state == State.ACCEPTED && line.startsWith("FORWARDED "), line);
            assertEquals(4, line.split(" ").length, line);
        }
    }
}
