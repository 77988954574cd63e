package org.recruitmentintake.contract;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.recruitmentintake.Cases.portal;

import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/** Spellings of the {@code Idempotency-Key}, and a repeated request in another language. */
@QuarkusTest
@WithTestResource(RealParts.class)
class IdempotentPostTest {

    @Test
    void quotedKeyAndBareKeyAreTheSame() {
        var key = UUID.randomUUID().toString();
        var application = Cases.declared();
        String id = post(portal().header("Idempotency-Key", key), application).statusCode(201).extract().path("id");
        post(portal().header("Idempotency-Key", "\"" + key + "\""), application).statusCode(201).body("id", is(id));
        post(portal().header("Idempotency-Key", "\"" + key + "\"", key), application).statusCode(201)
                .body("id", is(id));
    }

    @Test
    void twoDifferentKeysAreInvalid() {
        post(portal().header("Idempotency-Key", UUID.randomUUID().toString(), UUID.randomUUID().toString()),
                Cases.declared()).statusCode(400).body("code", is("invalid-header"))
                .body("errors[0].header", is("Idempotency-Key")).body("errors[0].code", is("bad-format"));
    }

    @Test
    void repeatedRequestAnswersInTheLanguageOfTheFirst() {
        var key = UUID.randomUUID().toString();
        var application = Cases.declared();
        var first = post(portal().header("Idempotency-Key", key).header("Accept-Language", "uk"), application)
                .statusCode(201).header("Content-Language", "uk").header("ETag", "\"1-uk\"").extract().asString();
        for (var language : new String[] {"en", "fr", "uk"}) {
            post(portal().header("Idempotency-Key", key).header("Accept-Language", language), application)
                    .statusCode(201).header("Content-Language", "uk").header("ETag", "\"1-uk\"").body(equalTo(first));
        }
    }

    private static ValidatableResponse post(RequestSpecification client, ObjectNode application) {
        return client.contentType("application/json").body(application.toString()).post("/v1/applications").then();
    }
}
