package org.recruitmentintake.ops;

import static io.restassured.RestAssured.given;
import static org.recruitmentintake.security.SmallLimits.OF_AN_ADDRESS;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.security.SmallLimits;

/** This machine is the gateway, a trusted proxy. */
@QuarkusTest
@WithTestResource(RealParts.class)
@WithTestResource(SmallLimits.class)
class BehindAGatewayTest {

    @Test
    void eachCallerHasItsOwnBucket() {
        for (var caller : new String[] {"203.0.113.1", "203.0.113.2"}) {
            for (var i = 0; i < OF_AN_ADDRESS; i++) assertStatus(caller, 200);
            assertStatus(caller, 429);
        }
    }

    @Test
    void addressesWrittenByTheCallerAreIgnored() {
        for (var i = 0; i < OF_AN_ADDRESS; i++) assertStatus("198.51.100." + i + ", 203.0.113.3", 200);
        assertStatus("198.51.100.99, 203.0.113.3", 429);
    }

    @Test
    void trustedProxiesAreSkipped() {
        for (var i = 0; i < OF_AN_ADDRESS / 2; i++) {
            assertStatus("203.0.113.5, 10.1.2.3", 200);
            assertStatus("203.0.113.5, 10.1.9.9, 127.0.0.1", 200);
        }
        assertStatus("203.0.113.5", 429);
    }

    @Test
    void untrustedProxyIsTheCaller() {
        for (var i = 0; i < OF_AN_ADDRESS; i++) assertStatus("203.0.113.6, 10.2.0.1", 200);
        assertStatus("203.0.113.7, 10.2.0.1", 429);
        assertStatus("203.0.113.6", 200);
    }

    private static void assertStatus(String forwardedFor, int status) {
        given().header("X-Forwarded-For", forwardedFor).get("/v1/flow").then().statusCode(status);
    }
}
