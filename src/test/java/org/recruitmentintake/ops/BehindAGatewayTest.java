package org.recruitmentintake.ops;

import static io.restassured.RestAssured.given;

import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.RealParts;

/** With the settings of k8s/overlays/production. This machine acts as the gateway. */
@QuarkusTest
@TestProfile(BehindAGatewayTest.Gateway.class)
@WithTestResource(RealParts.class)
class BehindAGatewayTest {

    /** A network as an installation writes it. */
    public static class Gateway implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("intake.http.trusted-proxies", "127.0.0.0/8,::1,10.1.0.0/16",
                    "intake.limits.address.requests", "2", "intake.limits.address.per", "1H");
        }
    }

    @Test
    void eachCallerHasABucketOfItsOwn() {
        for (var caller : new String[] {"203.0.113.1", "203.0.113.2"}) {
            answeredTo(caller, 200);
            answeredTo(caller, 200);
            answeredTo(caller, 429);
        }
    }

    @Test
    void writtenAddressesDoNotChangeTheCaller() {
        answeredTo("198.51.100.1, 203.0.113.3", 200);
        answeredTo("198.51.100.2, 203.0.113.3", 200);
        answeredTo("198.51.100.3, 203.0.113.3", 429);
    }

    @Test
    void trustedProxiesOnTheWayAreSkipped() {
        answeredTo("203.0.113.5, 10.1.2.3", 200);
        answeredTo("203.0.113.5, 10.1.9.9, 127.0.0.1", 200);
        answeredTo("203.0.113.5", 429);
        answeredTo("203.0.113.6, 10.2.0.1", 200);
    }

    private static void answeredTo(String forwardedFor, int status) {
        given().header("X-Forwarded-For", forwardedFor).get("/v1/flow").then().statusCode(status);
    }
}
