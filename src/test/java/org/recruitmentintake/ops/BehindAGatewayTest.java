package org.recruitmentintake.ops;

import static io.restassured.RestAssured.given;

import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.RealParts;

/** With the settings of k8s/overlays/production, and this machine for a gateway. */
@QuarkusTest
@TestProfile(BehindAGatewayTest.Gateway.class)
@WithTestResource(RealParts.class)
class BehindAGatewayTest {

    /** A network, as an installation names it. */
    public static class Gateway implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.0/8",
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

    /** Which is why the gateway must overwrite what a caller sends, and not append to it. */
    @Test
    void theFirstAddressIsTheCallers() {
        answeredTo("203.0.113.3, 203.0.113.4", 200);
        answeredTo("203.0.113.3, 203.0.113.5", 200);
        answeredTo("203.0.113.3", 429);
        answeredTo("203.0.113.4", 200);
    }

    private static void answeredTo(String forwardedFor, int status) {
        given().header("X-Forwarded-For", forwardedFor).get("/v1/flow").then().statusCode(status);
    }
}
