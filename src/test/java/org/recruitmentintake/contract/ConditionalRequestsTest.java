package org.recruitmentintake.contract;

import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/** Versions, entity tags and preconditions, by RFC 9110. */
@QuarkusTest
@WithTestResource(RealParts.class)
class ConditionalRequestsTest {

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"1\"", "\"1-en\"", "\"1-uk\"", "\"9\", \"1\"", "\"9\",\"1-fr\"", ",\"1\",,",
            "W/\"1\", \"1\"",
            "\"a,b\", \"1\""})
    void tagOfTheVersionIsAccepted(String tags) {
        patch(postDeclared(), tags).statusCode(200).header("ETag", "\"2-en\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"W/\"1\"", "W/\"1-en\"", "\"2\"", "\"2-en\"", "\"01\"", "\"1-xx\"", "\"1-\"", "\"\"", "\"x\"",
                    "\"1,2\"", "\"99999999999\"", "\"9\", W/\"1\""})
    void otherTagIsStale(String tags) {
        patch(postDeclared(), tags).statusCode(412).body("code", is("stale"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "*, \"1\"", "\"1\" \"2\"", "w/\"1\"", ","})
    void malformedIfMatchIsInvalid(String tags) {
        patch(postDeclared(), tags).statusCode(400).body("code", is("invalid-header"))
                .body("errors[0].header", is("If-Match"));
    }

    @Test
    void severalLinesOfIfMatchAreOneList() {
        var id = postDeclared();
        portal().contentType("application/merge-patch+json").body("{\"preferredUnit\":\"Unit\"}")
                .header("If-Match", "\"9\"", "\"1\"").patch("/v1/applications/" + id).then().statusCode(200);
    }

    @Test
    void tagNamesVersionAndLanguage() {
        var posted = post(portal().header("Accept-Language", "uk"), Cases.declared()).statusCode(201)
                .header("ETag", "\"1-uk\"");
        String id = posted.extract().path("id");
        read(portal(), id).header("ETag", "\"1-en\"").header("Vary", "Accept-Language");
        read(portal().header("Accept-Language", "fr"), id).header("ETag", "\"1-fr\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1-en\"", "W/\"1-en\"", "\"9\", \"1-en\"", ",\"1-en\",", "*"})
    void knownVersionIsNotSentAgain(String tags) {
        var id = postDeclared();
        portal().header("If-None-Match", tags).get("/v1/applications/" + id).then().statusCode(304)
                .header("ETag", "\"1-en\"").header("Vary", "Accept-Language").header("Cache-Control", "no-store")
                .body(emptyString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1-uk\"", "\"1\"", "\"2-en\"", "\"x\"", "\"\""})
    void otherVersionIsSentAgain(String tags) {
        portal().header("If-None-Match", tags).get("/v1/applications/" + postDeclared()).then().statusCode(200)
                .header("ETag", "\"1-en\"").body("state", is("IN_PROGRESS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-en", "\"1-en", "*, \"1-en\"", ","})
    void malformedIfNoneMatchIsInvalid(String tags) {
        portal().header("If-None-Match", tags).get("/v1/applications/" + postDeclared()).then().statusCode(400)
                .body("code", is("invalid-header")).body("errors[0].header", is("If-None-Match"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"1-en\""})
    void tagRevealsNothingToAnotherClient(String tags) {
        Cases.as("portal-two", "portal").header("If-None-Match", tags).get("/v1/applications/" + postDeclared()).then()
                .statusCode(404);
    }

    @Test
    void headIsLikeGetWithoutABody() {
        var id = postDeclared();
        portal().head("/v1/applications/" + id).then().statusCode(200).header("ETag", "\"1-en\"");
        portal().header("If-None-Match", "\"1-en\"").head("/v1/applications/" + id).then().statusCode(304);
    }

    /** Changes of other cases do not change the version of this one. */
    @Test
    void tagOfAReviewerChangesWithTheOtherCases() {
        var application = Cases.declared();
        String id = post(portal(), application).statusCode(201).extract().path("id");
        read(reviewer(), id).header("ETag", "\"1-en\"");
        String other = post(portal(), application).statusCode(201).extract().path("id");
        var before = read(reviewer(), id).header("ETag", matchesPattern("\"1-en-[0-9a-f]{1,8}\"")).extract()
                .header("ETag");
        portal().post("/v1/applications/" + other + "/withdrawal").then().statusCode(200);
        assertNotEquals(before, read(reviewer(), id).extract().header("ETag"));
        read(portal(), id).header("ETag", "\"1-en\"");
        reviewer().contentType("application/json").header("If-Match", before)
                .body("{\"rulings\":[{\"condition\":\"no-conviction\",\"ruling\":\"SATISFIED\",\"reason\":\"CHECK_INCOMPLETE\"}]}")
                .post("/v1/applications/" + id + "/resolutions").then().statusCode(400);
    }

    @Test
    void repeatedWithdrawalAnswersTheSame() {
        var id = postDeclared();
        var first = withdraw(portal(), id).statusCode(200).body("state", is("WITHDRAWN")).header("ETag", "\"2-en\"");
        withdraw(portal(), id).statusCode(200).header("ETag", "\"2-en\"").body(equalTo(first.extract().asString()));
        withdraw(portal().header("If-Match", "\"1\""), id).statusCode(200).header("ETag", "\"2-en\"");
        assertEquals(1, reviewer().get("/v1/applications/" + id + "/journal").then().extract().jsonPath()
                .getList("entries.findAll { it.action == 'WITHDRAWN' }").size());
        withdraw(Cases.as("portal-two", "portal"), id).statusCode(404);
    }

    @Test
    void withdrawalAndErasureRefuseAnotherVersion() {
        var id = postDeclared();
        withdraw(portal().header("If-Match", "\"2\""), id).statusCode(412);
        withdraw(portal().header("If-Match", "nonsense"), id).statusCode(400);
        Cases.as("dpo", "privacy").header("If-Match", "\"2\"").delete("/v1/applications/" + id).then().statusCode(412);
        withdraw(portal().header("If-Match", "\"1-uk\""), id).statusCode(200);
        Cases.as("dpo", "privacy").header("If-Match", "*").delete("/v1/applications/" + id).then().statusCode(204);
        withdraw(portal(), id).statusCode(404);
    }

    private static ValidatableResponse withdraw(RequestSpecification client, String id) {
        return client.post("/v1/applications/" + id + "/withdrawal").then();
    }

    private static ValidatableResponse read(RequestSpecification client, String id) {
        return client.get("/v1/applications/" + id).then().statusCode(200);
    }

    private static ValidatableResponse patch(String id, String tags) {
        return portal().contentType("application/merge-patch+json").body("{\"preferredUnit\":\"Unit\"}")
                .header("If-Match", tags).patch("/v1/applications/" + id).then();
    }

    private static String postDeclared() {
        return post(portal(), Cases.declared()).statusCode(201).extract().path("id");
    }
}
