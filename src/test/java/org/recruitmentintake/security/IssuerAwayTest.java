package org.recruitmentintake.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.recruitmentintake.Waiting.await;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.tools.environment.Ports;
import org.recruitmentintake.tools.environment.TokenIssuer;

/** A service that has started while the issuer of tokens is away. */
@QuarkusTest
@WithTestResource(RealParts.class)
@WithTestResource(IssuerAwayTest.NoIssuer.class)
class IssuerAwayTest {

    /** Nothing listens at the port until the test starts an issuer there. */
    public static class NoIssuer implements QuarkusTestResourceLifecycleManager {

        @Override
        public int order() { return 1; }

        @Override
        public Map<String, String> start() {
            var url = "http://localhost:" + port();
            return Map.of("mp.jwt.verify.issuer", url, "mp.jwt.verify.publickey.location", url + "/jwks");
        }

        @Override
        public void stop() {}
    }

    /** One port per JVM, for all class loaders. */
    private static int port() {
        return Integer.parseInt((String) System.getProperties().computeIfAbsent("intake.test.issuer-port",
                name -> String.valueOf(Ports.free())));
    }

    @Test
    void tokensGet503UntilTheIssuerIsThere() {
        var issuer = new TokenIssuer(RealParts.keys().issuer(), port());
        var token = issuer.token(Map.of("client", "somebody", "role", "reviewer"));
        given().header("Authorization", "Bearer " + token).get("/v1/applications").then().statusCode(503)
                .header("Retry-After", "5").body("code", equalTo("unavailable"));
        given().get("/v1/conditions").then().statusCode(200);
        issuer.start();
        try {
            await().untilAsserted(
                    () -> given().header("Authorization", "Bearer " + token).get("/v1/applications").then()
                            .statusCode(200));
        } finally {
            issuer.stop();
        }
    }
}
