package org.recruitmentintake;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.recruitmentintake.Waiting.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** {@code live} depends on no other system, {@code ready} on the database only. */
@QuarkusTest
@WithTestResource(RealParts.class)
class HealthTest {

    @TestHTTPResource(value = "/health/live", management = true)
    String live;

    @TestHTTPResource(value = "/health/ready", management = true)
    String ready;

    @Test
    void readinessChecksTheDatabaseAndItsSchema() {
        when().get(ready).then().statusCode(200).body("checks.name",
                containsInAnyOrder("Database connections health check", "schema", "Graceful Shutdown"));
    }

    @Test
    void serviceWithoutDatabaseIsLiveButNotReady() {
        RealParts.database().stop();
        try {
            when().get(ready).then().statusCode(503);
            when().get(live).then().statusCode(200);
        } finally {
            RealParts.database().start();
        }
        await().untilAsserted(() -> when().get(ready).then().statusCode(200));
    }

    @Test
    void serviceWithoutBrokerIsReady() {
        RealParts.broker().stop();
        try {
            when().get(ready).then().statusCode(200);
        } finally {
            RealParts.broker().start();
        }
    }
}
