package org.recruitmentintake.security;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.as;
import static org.recruitmentintake.Cases.event;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/** A case of another client looks like a missing one: same status, same bytes, same headers. */
@QuarkusTest
@WithTestResource(RealParts.class)
class OthersCasesTest {

    /** Clients that are not in charge of the case, which portal-one posted for the embassy in Ottawa. */
    private static final Map<String, Supplier<RequestSpecification>> OTHERS = Map.of(
            "another portal", () -> as("portal-two", "portal"),
            "another embassy",
            () -> as(Map.of("client", "embassy-warsaw", "role", "embassy", "embassies", "pl-warsaw")),
            "a centre before the clearance", Cases::centre,
            "a centre of the same client and another branch",
            () -> as(Map.of("client", "portal-one", "role", "recruiting-centre", "branches", "DEFENCE_INTELLIGENCE")),
            "another embassy of the same client",
            () -> as(Map.of("client", "portal-one", "role", "embassy", "embassies", "pl-warsaw")),
            "a centre of another branch", () -> as(Map.of("client", "centre-two", "role", "recruiting-centre",
                    "branches", "DEFENCE_INTELLIGENCE")),
            "the same client's name in other letters", () -> as("Portal-One", "portal"));

    private static String theirs;

    @BeforeEach
    void createCaseOfOttawa() {
        if (theirs == null) theirs = post(portal(), example("embassy")).statusCode(201).extract().path("id").toString();
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("operationsOfOtherClients")
    void caseOfAnotherClientIsNotFound(String operation, String who) {
        var other = Surface.call(OTHERS.get(who).get(), operation, theirs);
        var missing = Surface.call(OTHERS.get(who).get(), operation, UUID.randomUUID().toString());
        same(missing, other);
    }

    static Stream<Arguments> operationsOfOtherClients() {
        return Surface.guarded().stream().filter(operation -> operation.contains("/applications/{id}"))
                .flatMap(operation -> OTHERS.keySet().stream()
                        .filter(who -> Surface.PROTECTED.get(operation).contains(role(who)))
                        .map(who -> Arguments.of(operation, who)));
    }

    /** Asked by the owner of the case, so that a lenient reader of ids would find it. */
    @Test
    void malformedIdIsAnsweredLikeAMissingCase() {
        var missing = Surface.call(portal(), "GET /v1/applications/{id}", UUID.randomUUID().toString());
        for (var id : List.of("1", "x", theirs + "0", theirs.replace("-", ""),
                "00000000-0000-0000-0000-000000000000", "%27%20OR%201=1")) {
            same(missing, Surface.call(portal().urlEncodingEnabled(false), "GET /v1/applications/{id}", id));
        }
    }

    /** Without an embassy all embassies that share the client could read it. */
    @Test
    void anEmbassyPostsCasesOfItsRouteOnly() {
        post(as(Map.of("client", "embassies", "role", "embassy", "embassies", "pl-warsaw")), Cases.declared())
                .statusCode(400).body("errors.pointer", hasItem("/route"))
                .body("errors.code", hasItem("not-your-route"));
    }

    @Test
    void listsHoldOwnCasesOnly() {
        var list = "/v1/applications?limit=200";
        assertTrue(everyPage(Cases::portal, list, "changedSince").contains(theirs), "its owner lists it");
        assertTrue(everyPage(Cases::embassy, list, "cursor").contains(theirs), "its embassy lists it");
        OTHERS.forEach((who, client) -> assertFalse(
                everyPage(client, list, role(who).equals("portal") ? "changedSince" : "cursor").contains(theirs), who));
        as(Map.of("client", "embassy-warsaw", "role", "embassy", "embassies", "pl-warsaw"))
                .get(list + "&embassy=ca-ottawa").then().statusCode(200).body("items", empty());
        as("embassy-none", "embassy").get(list).then().statusCode(403).body("code", is("unknown-binding"));
    }

    @Test
    void versionOfAnotherClientsCaseIsHidden() {
        for (var tag : List.of("\"1\"", "\"999\"")) {
            var answer = as("portal-two", "portal").header("If-Match", tag).contentType("application/merge-patch+json")
                    .body("{\"preferredUnit\":\"X\"}").patch("/v1/applications/" + theirs);
            assertEquals(404, answer.statusCode(), tag);
        }
    }

    @Test
    void requestsOfAnotherClientChangeNothing() {
        var before = portal().get("/v1/applications/" + theirs).then().statusCode(200).extract().header("ETag");
        Surface.guarded().stream().filter(operation -> operation.contains("/applications/{id}")
                && Surface.PROTECTED.get(operation).contains("portal"))
                .forEach(operation -> Surface.call(as("portal-two", "portal"), operation, theirs));
        portal().get("/v1/applications/" + theirs).then().statusCode(200).header("ETag", before)
                .body("state", is("IN_PROGRESS"));
    }

    /** After erasure a repeated request finds no case and creates none. */
    @Test
    void replayAfterErasureIsAnsweredLikeAMissingCase() {
        var key = UUID.randomUUID().toString();
        var body = Cases.declared().toString();
        var post = (Supplier<Response>) () -> portal().contentType("application/json").header("Idempotency-Key", key)
                .body(body).post("/v1/applications");
        var id = post.get().then().statusCode(201).extract().path("id").toString();
        as("data-protection", "privacy").delete("/v1/applications/" + id).then().statusCode(204);
        var missing = Surface.call(portal(), "GET /v1/applications/{id}", UUID.randomUUID().toString());
        assertEquals(404, post.get().statusCode());
        assertArrayEquals(missing.asByteArray(), post.get().asByteArray());
    }

    /** For a portal, a second case of the same document looks exactly like the first. */
    @Test
    void answerDoesNotRevealAnEarlierApplication() {
        var application = Cases.declared();
        var first = post(as("portal-a", "portal"), application).statusCode(201).extract().asString();
        var second = post(as("portal-b", "portal"), application).statusCode(201).extract().asString();
        assertEquals(withoutIdAndTimes(first), withoutIdAndTimes(second));
        var secondId = second.replaceAll("(?s).*?\"id\":\"([0-9a-f-]{36})\".*", "$1");
        var read = as("portal-b", "portal").get("/v1/applications/" + secondId).asString();
        assertEquals(withoutIdAndTimes(second), withoutIdAndTimes(read));
        Cases.reviewer().get("/v1/applications/" + secondId).then().statusCode(200)
                .body("otherCases", hasSize(1)).body("otherCases[0].match", is(false))
                .body(Cases.passed("possible-duplicate"), is("DEFERRED"));
    }

    /** Otherwise any portal could block an applicant by posting a number. */
    @Test
    void undecidedCaseBlocksNoOther() {
        var application = Cases.example("in-country");
        var open = application.deepCopy();
        open.remove("attested");
        post(as("portal-a", "portal"), open).statusCode(201);
        post(Cases.centre(), application).statusCode(201).body("state", is("ACCEPTED"));
    }

    @Test
    void reviewerFiltersAreRefusedToOthers() {
        for (var filter : List.of("refusalProposed=true", "hasMatch=false")) {
            for (var client : List.of(Cases.embassy(), Cases.centre())) {
                client.get("/v1/applications?" + filter).then().statusCode(400)
                        .body("errors.parameter", hasItem(filter.split("=")[0]))
                        .body("errors.code", hasItem("not-for-your-role"));
            }
            Cases.reviewer().get("/v1/applications?" + filter).then().statusCode(200);
        }
    }

    /** Also while the case is open and other cases were not looked up yet. */
    @Test
    void reviewersListTheCasesThatHaveAMatch() {
        var valid = Cases.example("in-country");
        var declared = valid.deepCopy();
        declared.remove("attested");
        var open = post(as("portal-a", "portal"), declared).statusCode(201).extract().path("id").toString();
        var matching = "/v1/applications?hasMatch=true&limit=200&branch=" + valid.get("branch").asText();
        assertFalse(everyPage(Cases::reviewer, matching, "cursor").contains(open));
        post(Cases.centre(), valid).statusCode(201).body("state", is("ACCEPTED"));
        assertTrue(everyPage(Cases::reviewer, matching, "cursor").contains(open));
    }

    /** The ids on every page. The parameter takes the {@code next} of the page before, which portals always get. */
    private static List<String> everyPage(Supplier<RequestSpecification> client, String path, String parameter) {
        var ids = new ArrayList<String>();
        for (var from = ""; from != null;) {
            var page = client.get().get(path + from).then().statusCode(200).extract().jsonPath();
            ids.addAll(page.getList("items.id"));
            var isLast = page.getString("next") == null || page.getList("items").isEmpty();
            from = isLast ? null : "&" + parameter + "=" + page.getString("next");
        }
        return ids;
    }

    /** Cases are found by the country and number of the document, of which an attestation can correct the country. */
    @Test
    void attestedCountryFindsTheOtherCasesOfThatDocument() {
        var application = Cases.declared();
        post(as("portal-a", "portal"), application).statusCode(201);
        ((ObjectNode) application.at("/applicant/document")).put("country", "US");
        var id = post(as("portal-b", "portal"), application).statusCode(201).extract().path("id").toString();
        Cases.reviewer().get("/v1/applications/" + id).then().body("otherCases", empty());
        event(Cases.centre(), id, "evidence",
                "{\"evidence\":\"IDENTITY\",\"identity\":{\"citizenships\":[\"CA\"],\"kind\":\"TRAVEL_PASSPORT\","
                        + "\"country\":\"CA\",\"validUntil\":\"2034-05-16\"}}")
                .statusCode(200);
        Cases.reviewer().get("/v1/applications/" + id).then().body("otherCases", hasSize(1));
    }

    private static String withoutIdAndTimes(String answer) {
        return answer.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID").replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z",
                "TIME");
    }

    private static void same(Response missing, Response other) {
        assertEquals(404, other.statusCode());
        assertArrayEquals(missing.asByteArray(), other.asByteArray());
        assertEquals(headers(missing), headers(other));
    }

    private static Map<String, String> headers(Response answer) {
        var headers = new TreeMap<String, String>();
        answer.headers().forEach(header -> headers.put(header.getName().toLowerCase(), header.getValue()));
        headers.remove("traceparent");
        headers.remove("date");
        return headers;
    }

    private static String role(String who) {
        return who.contains("embassy") ? "embassy" : who.contains("centre") ? "recruiting-centre" : "portal";
    }
}
