package org.recruitmentintake.contract;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.RealParts;

/** Content negotiation: languages, and the media type of the keys. */
@QuarkusTest
@WithTestResource(RealParts.class)
class LanguagesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "uk,,en           | uk",
            "uk, en_GB, fr    | uk",
            "de-;q=x, fr;q=.5, uk;q=0.1 | uk",
            "*;q=0.5, uk;q=0  | en"})
    void malformedMembersOfAcceptLanguageAreIgnored(String header, String language) {
        given().header("Accept-Language", header).get("/v1/languages").then().statusCode(200)
                .header("Content-Language", language).header("Vary", "Accept-Language");
        given().header("Accept-Language", header).get("/nothing").then().statusCode(404)
                .header("Content-Language", language).header("Vary", "Accept-Language");
    }

    /** The parser of the JDK fails on each of these. */
    @ParameterizedTest
    @ValueSource(strings = {"-", "uk,-", "-,Gn`)-, uk", "xx;q=zz", "*-*, uk;;q=1", "a_b;q=2"})
    void violationIsAnsweredForMalformedLanguages(String header) {
        given().header("Accept-Language", header).contentType("application/json").body("{\"preferredUnit\":\"\"}")
                .post("/v1/eligibility-checks").then().statusCode(400).body("errors[0].code", is("too-short"));
        given().header("Accept-Language", header).get("/v1/conditions?on=x").then().statusCode(400);
    }

    @Test
    void severalAcceptLanguageHeadersAreOneList() {
        given().header("Accept-Language", "de", "uk;q=0.5").get("/v1/languages").then().statusCode(200)
                .header("Content-Language", "uk");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "application/jwk-set+json                           | application/jwk-set+json",
            "application/jwk-set+json, application/json;q=0.5   | application/jwk-set+json",
            "application/json                                   | application/json",
            "*/*                                                | application/json"})
    void keysAreServedInTheAcceptedMediaType(String accepted, String type) {
        var answer = given().header("Accept", accepted).get("/.well-known/jwks.json").then().statusCode(200);
        assertEquals(type, answer.extract().contentType().split(";")[0]);
    }
}
