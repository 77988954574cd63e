package org.recruitmentintake;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.embassy;
import static org.recruitmentintake.Cases.event;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.application.model.Transitions;
import org.recruitmentintake.eligibility.condition.Conditions;

/** The rules of the domain, over HTTP. */
@QuarkusTest
@WithTestResource(RealParts.class)
class DomainOverHttpTest {

    private static final String RULING = "decision.findings.find { it.condition == 'no-conviction' }.ruling";
    private static final String PRE_CHECK = """
            {"route": "IN_COUNTRY", "branch": "NATIONAL_GUARD", "rankCategory": "PRIVATE",
             "applicant": {"birthDate": "1990-05-17", "citizenships": ["SN"]}, "consents": {"dataProcessing": {"given": true, "at": "2024-01-15T09:00:00Z"}}}""";

    @Test
    void everyConditionHasCitationsAndDatedValues() {
        given().get("/v1/conditions?on=2024-02-20").then().statusCode(200)
                .body("id", is(Conditions.ALL.stream().map(condition -> condition.id()).toList()))
                .body("citations.act.flatten()", everyItem(notNullValue())).body("citations", everyItem(not(empty())))
                .body("find { it.id == 'branch-open' }.parameters.find { it.name == 'open-branches' }.values",
                        containsInAnyOrder("GROUND_FORCES", "TERRITORIAL_DEFENCE", "DEFENCE_INTELLIGENCE",
                                "SPECIAL_OPERATIONS"))
                .body("find { it.id == 'branch-open' }.inForceTo", is("2024-02-20"))
                .body("find { it.id == 'age' }.parameters.find { it.name == 'age-of-admission' }.values",
                        is(List.of("18")))
                .body("find { it.id == 'special-check' }.inForce", is(false))
                .body("find { it.id == 'special-check' }.inForceFrom", nullValue())
                .body("find { it.id == 'special-check' }.parameters[0].values", empty());
        given().get("/v1/conditions?on=2024-02-21").then().statusCode(200)
                .body("find { it.id == 'branch-open' }.parameters.find { it.name == 'open-branches' }.values",
                        hasItem("NATIONAL_GUARD"))
                .body("find { it.id == 'branch-open' }.inForceFrom", is("2024-02-21"))
                .body("find { it.id == 'branch-open' }.inForceTo", nullValue());
    }

    @Test
    void preCheckUsesTheRulesOfTheDay() {
        preCheck("2024-02-20").body("binding", is(false))
                .body("routes[0].decision.findings.find { it.condition == 'branch-open' }.verdict", is("UNMET"))
                .body("advisories.id", is(List.of("home-country-law.SN", "contract-terms", "unit-placement")))
                .body("advisories[0].text", containsString("Senegal"));
        preCheck("2024-02-21").body("routes[0]." + Cases.passed("branch-open"), is("MET"));
        preCheck("2026-02-13").body("advisories.id", hasItems("own-wish-exit", "unit-choice"));
        given().contentType("application/json").header("Accept-Language", "uk").body(PRE_CHECK)
                .post("/v1/eligibility-checks?on=2026-02-13").then().statusCode(200)
                .body("advisories[0].text", containsString("Сенегал"));
        given().contentType("application/json").body(PRE_CHECK).post("/v1/eligibility-checks?on=2016-06-09").then()
                .statusCode(400);
    }

    @Test
    void onlyThePostingClientSeesAdvisories() {
        var id = post(portal(), Cases.declared()).statusCode(201).body("advisories", hasItem("home-country-law.CA"))
                .extract().path("id").toString();
        portal().get("/v1/applications/" + id).then().body("advisories", hasItem("home-country-law.CA"));
        centre().get("/v1/applications/" + id).then().statusCode(200).body("advisories", nullValue());
        reviewer().get("/v1/applications/" + id).then().statusCode(200).body("advisories", nullValue());
    }

    @Test
    void flowIsServedInOrder() {
        given().get("/v1/flow").then().statusCode(200).body("steps.number", is(List.of(1, 2, 3, 4, 5, 6, 7)))
                .body("steps.find { it.step == 'ENLISTMENT_REQUEST' }.needs", containsInAnyOrder("INTERVIEW", "VISA"))
                .body("transitions", hasSize(Transitions.ROWS.size()));
    }

    @Test
    void specialCheckIsSeenByReviewersOnly() {
        var application = Cases.declared();
        ((ObjectNode) application.get("statement")).put("specialCheck", "PASSED");
        var id = post(portal(), application).statusCode(201).extract().path("id").toString();
        event(reviewer(), id, "evidence", "{\"evidence\":\"SPECIAL_CHECK\",\"specialCheck\":\"FAILED\"}")
                .statusCode(200)
                .body("state", is("IN_PROGRESS")).body("dossier.statement.specialCheck", is("FAILED"));
        centre().get("/v1/applications/" + id).then().statusCode(200).body("state", is("IN_PROGRESS"))
                .body("dossier.statement.specialCheck", nullValue())
                .body("decision.passed.conditions.flatten()", not(hasItem("special-check")))
                .body("decision.findings.condition", not(hasItem("special-check")));
        // A declaration of the applicant does not replace the failed check.
        patch(id, "{\"statement\":{\"specialCheck\":\"PASSED\"}}").statusCode(200).body("state", is("IN_PROGRESS"));
        reviewer().get("/v1/applications/" + id).then().body("dossier.statement.specialCheck", is("FAILED"))
                .body(Cases.passed("special-check"), is("DEFERRED"));
    }

    /** The refusal says how to contest it, but not which check has failed. */
    @Test
    void refusalOnASpecialCheckShowsANeutralReason() {
        var application = example("in-country");
        application.putArray("attested").add("IDENTITY").add("BIRTH_DATE").add("PRESENCE").add("CONVICTIONS");
        var id = post(centre(), application).statusCode(201).extract().path("id").toString();
        event(Cases.as(Map.of("client", "review-desk", "role", "reviewer", "person", "reviewer-2")), id, "evidence",
                "{\"evidence\":\"SPECIAL_CHECK\",\"specialCheck\":\"FAILED\"}").statusCode(200);
        event(centre(), id, "evidence", "{\"evidence\":\"FITNESS\",\"fitness\":\"FIT\"}").statusCode(200)
                .body("state", is("IN_REVIEW")).body("decision.outcome", is("PASS"));
        reviewer().get("/v1/applications?refusalProposed=true&limit=200&state=IN_REVIEW").then().statusCode(200)
                .body("items.id", hasItem(id)).body("items.refusalProposed", everyItem(is(true)));
        event(reviewer(), id, "resolutions",
                "{\"condition\":\"special-check\",\"ruling\":\"REFUSE\",\"reason\":\"CONDITION_NOT_MET\"}")
                .statusCode(200).body("state", is("REFUSED"))
                .body("refusal.conditions", is(List.of("special-check")));
        centre().get("/v1/applications/" + id).then().statusCode(200).body("state", is("REFUSED"))
                .body("refusal.conditions", nullValue()).body("refusal.text", containsString("after the checks"))
                .body("refusal.contest", containsString("contest"))
                .body("decision.findings.ruling", not(hasItem("REFUSE")));
    }

    /** Only evidence of the same kind ends the ruling NEEDS_EVIDENCE; the same value again is enough. */
    @Test
    void findingSentBackIsReopenedByItsEvidenceOnly() {
        var application = example("in-country");
        ((ObjectNode) application.get("statement")).put("convictions", "SPENT");
        var id = post(centre(), application).statusCode(201).extract().path("id").toString();
        event(reviewer(), id, "resolutions",
                "{\"condition\":\"no-conviction\",\"ruling\":\"NEEDS_EVIDENCE\",\"reason\":\"DOCUMENT_UNCLEAR\"}")
                .statusCode(200).body("state", is("IN_PROGRESS"));
        event(centre(), id, "evidence", "{\"evidence\":\"FITNESS\",\"fitness\":\"FIT\"}").statusCode(200)
                .body("state", is("IN_PROGRESS"));
        event(centre(), id, "evidence", "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"SPENT\"}").statusCode(200)
                .body("state", is("IN_REVIEW"))
                .body(RULING, nullValue());
    }

    /** A ruling stands if another person attests the same value. */
    @Test
    void rulingStaysUnlessItsReviewerAttestsTheEvidence() {
        var application = example("in-country");
        ((ObjectNode) application.get("statement")).put("convictions", "SPENT");
        ((ObjectNode) application.get("statement")).put("fitness", "UNFIT");
        var id = post(centre(), application).statusCode(201).extract().path("id").toString();
        event(reviewer(), id, "resolutions",
                "{\"condition\":\"no-conviction\",\"ruling\":\"SATISFIED\",\"reason\":\"CONVICTION_NO_OBSTACLE\"}")
                .statusCode(200);
        var again = "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"SPENT\"}";
        event(centre(), id, "evidence", again).statusCode(200)
                .body(RULING, is("SATISFIED"));
        // A ruling by a person who later attests its evidence no longer counts.
        event(reviewer(), id, "evidence", again).statusCode(200)
                .body(RULING, nullValue());
    }

    /** Another name, number or country of the document means another person. */
    @ParameterizedTest
    @ValueSource(strings = {"\"name\":\"Test Other\"", "\"document\":{\"number\":\"TEST0OTHER\"}",
            "\"document\":{\"country\":\"EE\"}"})
    void changedIdentityEndsAttestationsAndRulings(String change) {
        var application = Cases.declared();
        application.put("rankCategory", "OFFICER");
        var id = post(portal(), application).statusCode(201).extract().path("id").toString();
        for (var seen : List.of("{\"evidence\":\"CONVICTIONS\",\"convictions\":\"SPENT\"}",
                "{\"evidence\":\"SPECIAL_CHECK\",\"specialCheck\":\"PASSED\"}")) {
            event(reviewer(), id, "evidence", seen).statusCode(200);
        }
        event(centre(), id, "evidence", "{\"evidence\":\"FITNESS\",\"fitness\":\"FIT\"}").statusCode(200);
        event(Cases.as(Map.of("client", "review-desk", "role", "reviewer", "person", "reviewer-2")), id, "resolutions",
                "{\"condition\":\"no-conviction\",\"ruling\":\"SATISFIED\",\"reason\":\"CONVICTION_NO_OBSTACLE\"}")
                .statusCode(200);
        reviewerSees(id, Cases.passed("medical-fitness"), "MET").body(RULING, is("SATISFIED"));

        patch(id, "{\"preferredUnit\":\"Another Brigade\"}").statusCode(200);
        reviewerSees(id, Cases.passed("medical-fitness"), "MET").body(RULING, is("SATISFIED"));
        patch(id, "{\"applicant\":{" + change + "}}").statusCode(200);
        reviewerSees(id, "decision.findings.find { it.condition == 'medical-fitness' }.verdict", "UNKNOWN").body(RULING,
                nullValue());
        event(reviewer(), id, "evidence", "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"SPENT\"}").statusCode(200)
                .body(RULING, nullValue());
    }

    /** For another person the steps start again, and the clearance ends. */
    @Test
    void changedIdentityEndsTheSteps() {
        var id = post(portal(), example("embassy")).statusCode(201).extract().path("id").toString();
        event(embassy(), id, "steps", "{\"step\":\"FIRST_CONTACT\",\"on\":\"2026-02-01\"}").statusCode(200);
        event(embassy(), id, "steps", "{\"step\":\"DOCUMENTS\",\"on\":\"2026-02-01\"}").statusCode(200);
        event(embassy(), id, "steps", "{\"step\":\"VISA\",\"on\":\"2026-02-01\",\"visa\":\"WAIVED\"}").statusCode(200);
        event(embassy(), id, "steps", "{\"step\":\"INTERVIEW\",\"on\":\"2026-02-01\"}").statusCode(200);
        event(embassy(), id, "steps", "{\"step\":\"ENLISTMENT_REQUEST\",\"on\":\"2026-02-01\"}").statusCode(200);
        event(embassy(), id, "evidence", "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"NONE\"}").statusCode(200);
        reviewer().get("/v1/applications/" + id).then().body("state", is("CLEARED_FOR_TRAVEL"));
        patch(id, "{\"applicant\":{\"name\":\"Test Other\"}}").statusCode(200).body("state", is("IN_PROGRESS"));
        centre().get("/v1/applications/" + id).then().statusCode(404);
        event(embassy(), id, "steps", "{\"step\":\"INTERVIEW\",\"on\":\"2026-03-01\"}").statusCode(409)
                .body("allowedSteps", is(List.of("FIRST_CONTACT")));
    }

    private static ValidatableResponse reviewerSees(String id, String path, String value) {
        return reviewer().get("/v1/applications/" + id).then().statusCode(200).body(path, is(value));
    }

    @Test
    void attestorMayNotBeSatisfiedWithTheirEvidence() {
        var application = example("in-country");
        ((ObjectNode) application.get("statement")).put("convictions", "SPENT");
        application.putArray("attested").add("IDENTITY").add("BIRTH_DATE").add("PRESENCE").add("FITNESS");
        var id = post(centre(), application).statusCode(201).extract().path("id").toString();
        event(reviewer(), id, "evidence", "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"SPENT\"}").statusCode(200)
                .body("state", is("IN_REVIEW"));
        var satisfied = "{\"condition\":\"no-conviction\",\"ruling\":\"SATISFIED\",\"reason\":\"CONVICTION_NO_OBSTACLE\"}";
        event(reviewer(), id, "resolutions", satisfied).statusCode(400)
                .body("errors.code", hasItem("attested-by-yourself"));
        event(reviewer(), id, "resolutions",
                "{\"condition\":\"no-conviction\",\"ruling\":\"NEEDS_EVIDENCE\",\"reason\":\"DOCUMENT_UNCLEAR\"}")
                .statusCode(200).body("state", is("IN_PROGRESS"))
                .body("nextSteps.id", hasItems("EVIDENCE_CONVICTIONS", "DECISION"));
        var another = Cases.as(Map.of("client", "review-desk", "role", "reviewer", "person", "reviewer-2"));
        event(another, id, "resolutions", satisfied).statusCode(200).body("state", is("ACCEPTED"));
    }

    /** If such a value were stored, each later amendment of the applicant would be refused. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "BIRTH_DATE | `birthDate`: `2990-01-01` | /birthDate | in-the-future",
            "BIRTH_DATE | `birthDate`: `1890-01-01` | /birthDate | implausible-date",
            "IDENTITY | `identity`: {`citizenships`: [`SN`], `kind`: `TRAVEL_PASSPORT`, `country`: `ZZ`, `validUntil`: `2031-05-01`} | /identity/country | unknown-country",
            "IDENTITY | `identity`: {`citizenships`: [`ZZ`], `kind`: `TRAVEL_PASSPORT`, `country`: `SN`, `validUntil`: `2031-05-01`} | /identity/citizenships/0 | unknown-country",
            "IDENTITY | `identity`: {`citizenships`: [`SN`], `kind`: `TRAVEL_PASSPORT`, `country`: `SN`, `validUntil`: `0201-05-01`} | /identity/validUntil | implausible-date",
            "PRESENCE | `presence`: {`basis`: `ENTRY_STAMP`, `validUntil`: `1899-12-31`} | /presence/validUntil | implausible-date",
            "IDENTITY | `identity`: {`kind`: `TRAVEL_PASSPORT`, `country`: `SN`, `validUntil`: `2031-05-01`} | /identity/citizenships | contradiction"})
    void implausibleEvidenceIsRefused(String evidence, String seen, String pointer, String code) {
        var id = post(portal(), Cases.declared()).statusCode(201).extract().path("id").toString();
        var body = ("{`evidence`: `" + evidence + "`, " + seen + "}").replace('`', '"');
        event(centre(), id, "evidence", body).statusCode(400)
                .body("errors.pointer", is(List.of("/pieces/0" + pointer))).body("errors.code", is(List.of(code)));
        patch(id, "{\"preferredUnit\":\"Another Brigade\"}").statusCode(200);
    }

    /** A misspelt name would leave the member in place that the client wants to remove. */
    @Test
    void removalOfAnUnknownMemberIsRefused() {
        var id = post(portal(), Cases.declared()).statusCode(201).extract().path("id").toString();
        patch(id, "{\"applicant\":{\"e-mail\":null,\"phone\":null},\"unit\":null}").statusCode(400)
                .body("errors.collect { it.pointer + ' ' + it.code }",
                        is(List.of("/applicant/e-mail unknown-field", "/unit unknown-field")));
        patch(id, "{\"applicant\":{\"email\":null}}").statusCode(200);
    }

    @Test
    void datesBefore1900AreRefused() {
        var application = Cases.declared();
        ((ObjectNode) application.at("/applicant/document")).put("validUntil", "0201-02-01");
        ((ObjectNode) application.at("/statement/presence")).put("validUntil", "1899-12-31");
        ((ObjectNode) application.at("/consents/dataProcessing")).put("at", "0000-01-01T00:00:00Z");
        post(portal(), application).statusCode(400).body("errors.pointer", containsInAnyOrder(
                "/applicant/document/validUntil", "/statement/presence/validUntil", "/consents/dataProcessing/at"))
                .body("errors.code", everyItem(is("implausible-date")));
    }

    @Test
    void implausibleStepDaysAreRefused() {
        var id = post(portal(), example("embassy")).statusCode(201).extract().path("id").toString();
        for (var day : Map.of("2990-01-01", "in-the-future", "0201-02-01", "implausible-date").entrySet()) {
            event(embassy(), id, "steps", "{\"step\":\"FIRST_CONTACT\",\"on\":\"" + day.getKey() + "\"}")
                    .statusCode(400).body("errors.pointer", is(List.of("/on")))
                    .body("errors.code", is(List.of(day.getValue())));
        }
    }

    @Test
    void pendingVisaDoesNotCount() {
        var id = post(portal(), example("embassy")).statusCode(201).extract().path("id").toString();
        for (var step : List.of("FIRST_CONTACT", "DOCUMENTS", "INTERVIEW")) {
            event(embassy(), id, "steps", "{\"step\":\"" + step + "\",\"on\":\"2026-02-01\"}").statusCode(200);
        }
        event(embassy(), id, "steps", "{\"step\":\"VISA\",\"on\":\"2026-02-01\",\"visa\":\"PENDING\"}").statusCode(200);
        event(embassy(), id, "steps", "{\"step\":\"ENLISTMENT_REQUEST\",\"on\":\"2026-02-01\"}").statusCode(409)
                .body("allowedSteps", is(List.of("VISA")));
        event(embassy(), id, "steps", "{\"step\":\"VISA\",\"on\":\"2026-02-02\",\"visa\":\"REFUSED\"}").statusCode(200)
                .body("state", is("IN_REVIEW"));
        event(reviewer(), id, "resolutions",
                "{\"condition\":\"embassy-steps\",\"ruling\":\"SATISFIED\",\"reason\":\"ENTRY_SETTLED\"}")
                .statusCode(200)
                .body("state", is("IN_PROGRESS"));
        event(embassy(), id, "steps", "{\"step\":\"ENLISTMENT_REQUEST\",\"on\":\"2026-02-03\"}").statusCode(200);
    }

    @Test
    void replayNamesDifferingConditions() {
        var application = Cases.declared();
        application.put("branch", "NATIONAL_GUARD");
        var id = post(portal(), application).statusCode(201).extract().path("id").toString();
        reviewer().get("/v1/applications/" + id + "/replay?on=2024-02-20").then().statusCode(200)
                .body("differing", hasItem("branch-open"));
    }

    private static ValidatableResponse preCheck(String on) {
        return given().contentType("application/json").body(PRE_CHECK).post("/v1/eligibility-checks?on=" + on).then()
                .statusCode(200);
    }

    private static ValidatableResponse patch(String id, String body) {
        var tag = portal().get("/v1/applications/" + id).then().extract().header("ETag");
        return portal().contentType("application/merge-patch+json").header("If-Match", tag).body(body)
                .patch("/v1/applications/" + id).then();
    }
}
