package org.recruitmentintake;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.embassy;
import static org.recruitmentintake.Cases.event;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tasks of embassies, centres, reviewers and the privacy desk, over HTTP. */
@QuarkusTest
@WithTestResource(RealParts.class)
class DesksTest {

    private static final String NO_CONVICTIONS = "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"NONE\"}";
    private static final String FIT = "{\"evidence\":\"FITNESS\",\"fitness\":\"FIT\"}";
    private static final String CONVICTION_SATISFIED = "{\"condition\":\"no-conviction\",\"ruling\":\"SATISFIED\",\"reason\":\"CONVICTION_NO_OBSTACLE\"}";

    @Test
    void severalPiecesOfEvidenceAreOneChange() {
        var id = post(centre(), Cases.declared()).statusCode(201).extract().path("id").toString();
        event(centre(), id, "evidence", "{\"pieces\":[" + FIT + "," + NO_CONVICTIONS + "]}").statusCode(200)
                .header("ETag", containsString("2"))
                .body("recorded.evidence.evidence", hasItems("FITNESS", "CONVICTIONS"))
                .body("recorded.evidence.find { it.evidence == 'FITNESS' }.person", is("officer-1"));
        assertEquals(1, entries(id, "EVIDENCE_RECORDED"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{`evidence`:`FITNESS`,`fitness`:`FIT`},{`evidence`:`BIRTH_DATE`,`birthDate`:`2990-01-01`} | /pieces/1/birthDate | in-the-future",
            "{`evidence`:`FITNESS`,`fitness`:`FIT`},{`evidence`:`FITNESS`,`fitness`:`UNFIT`} | /pieces/1/evidence | duplicate-value",
            "{`evidence`:`FITNESS`,`fitness`:`FIT`},{`evidence`:`PRESENCE`,`fitness`:`FIT`} | /pieces/1 | evidence-mismatch",
            "{`evidence`:`FITNESS`,`fitness`:`FIT`},{`evidence`:`BRANCH`} | /pieces/1/evidence | not-attestable",
            "{`evidence`:`FITNESS`,`fitness`:`FIT`},{`evidence`:`BIRTH_DATE`,`birthDate`:`x`} | /pieces/1/birthDate | invalid-date",
            "{`evidence`:`FITNESS`,`fitness`:`FIT`},{} | /pieces/1/evidence | required",
            "'' | /pieces | too-short"})
    void wrongPieceIsNamedAndNothingIsStored(String pieces, String pointer, String code) {
        var id = post(centre(), Cases.declared()).statusCode(201).extract().path("id").toString();
        event(centre(), id, "evidence", "{\"pieces\":[" + pieces.replace('`', '"') + "]}").statusCode(400)
                .body("errors.pointer", is(List.of(pointer))).body("errors.code", is(List.of(code)));
        assertEquals(0, entries(id, "EVIDENCE_RECORDED"));
    }

    @Test
    void moreThanTwelvePiecesAreRefused() {
        var id = post(centre(), Cases.declared()).statusCode(201).extract().path("id").toString();
        event(centre(), id, "evidence", "{\"pieces\":[" + FIT + ("," + FIT).repeat(12) + "]}").statusCode(400)
                .body("errors.code", hasItem("too-long"));
    }

    @Test
    void pieceOfAnotherDeskIsForbiddenAndNamed() {
        var id = post(portal(), example("embassy")).statusCode(201).extract().path("id").toString();
        event(embassy(), id, "evidence", "{\"pieces\":[" + NO_CONVICTIONS + "," + FIT + "]}").statusCode(403)
                .body("errors.pointer", is(List.of("/pieces/1/evidence")));
        assertEquals(0, entries(id, "EVIDENCE_RECORDED"));
    }

    @Test
    void stepIsCorrectedByTheEmbassyThatRecordedIt() {
        var id = postWithSteps("FIRST_CONTACT", "DOCUMENTS", "INTERVIEW");
        step(embassy(), id, "INTERVIEW", "2026-02-05", null).statusCode(200)
                .body("recorded.steps.find { it.step == 'INTERVIEW' }.on", is("2026-02-05"))
                .body("recorded.steps.find { it.step == 'INTERVIEW' }.embassy", is("ca-ottawa"));
        assertEquals(3, entries(id, "STEP_RECORDED"));
        assertEquals(1, entries(id, "STEP_CORRECTED"));
        step(embassy(), id, "DOCUMENTS", "2026-02-06", null).statusCode(409)
                .body("code", is("transition-not-allowed")).body("outOfOrder", is(List.of("INTERVIEW")));
        step(embassy(), id, "FIRST_CONTACT", "2026-02-06", null).statusCode(409)
                .body("outOfOrder", is(List.of("DOCUMENTS")));
    }

    /** A correction of an issued visa to a refused one needs a reviewer again. */
    @Test
    void correctedVisaIsDecidedAgain() {
        var id = postWithSteps("FIRST_CONTACT", "DOCUMENTS", "INTERVIEW", "VISA");
        step(embassy(), id, "VISA", "2026-02-02", "REFUSED").statusCode(200).body("state", is("IN_REVIEW"));
        step(embassy(), id, "VISA", "2026-02-02", "ISSUED").statusCode(200).body("state", is("IN_PROGRESS"));
        step(embassy(), id, "ENLISTMENT_REQUEST", "2026-02-03", null).statusCode(200);
        step(embassy(), id, "VISA", "2026-02-02", "REFUSED").statusCode(409)
                .body("outOfOrder", is(List.of("ENLISTMENT_REQUEST")));
        step(embassy(), id, "VISA", "2026-02-02", "NOT_NEEDED").statusCode(200);
    }

    @Test
    void stepOfADecidedCaseIsNotCorrected() {
        var id = postWithSteps("FIRST_CONTACT", "DOCUMENTS");
        portal().post("/v1/applications/" + id + "/withdrawal").then().statusCode(200);
        step(embassy(), id, "DOCUMENTS", "2026-02-02", null).statusCode(409).body("state", is("WITHDRAWN"));
    }

    @Test
    void arrivalIsCorrectedByTheCentreThatRecordedIt() {
        var id = postWithSteps("FIRST_CONTACT", "DOCUMENTS", "INTERVIEW", "VISA", "ENLISTMENT_REQUEST");
        event(embassy(), id, "evidence", NO_CONVICTIONS).statusCode(200);
        step(embassy(), id, "TRAVEL_INSTRUCTIONS", "2026-02-01", null).statusCode(200);
        step(centre(), id, "ARRIVAL", "2026-02-03", null).statusCode(200);
        var other = Cases.as(Map.of("client", "centre-two", "role", "recruiting-centre", "branches",
                "GROUND_FORCES,TERRITORIAL_DEFENCE,NATIONAL_GUARD", "person", "officer-2"));
        step(other, id, "ARRIVAL", "2026-02-04", null).statusCode(403);
        step(centre(), id, "ARRIVAL", "2026-02-04", null).statusCode(200)
                .body("recorded.steps.find { it.step == 'ARRIVAL' }.on", is("2026-02-04"));
    }

    @Test
    void listShowsTasksAndSinceWhenTheyWait() {
        var id = postWithSteps("FIRST_CONTACT", "DOCUMENTS");
        var row = row(embassy(), id, "?step=STEP_INTERVIEW");
        row.body("turn", is("EMBASSY")).body("waitingSince", notNullValue())
                .body("tasks.findAll { it.who == 'EMBASSY' }.code", hasItems("STEP_INTERVIEW", "STEP_VISA", "EVIDENCE"))
                .body("tasks.text", hasItem("Hold the interview and record it."));
        var since = row.extract().path("items.find { it.id == '" + id + "' }.waitingSince").toString();
        event(portal(), id, "steps", "{}").statusCode(403);
        portal().contentType("application/merge-patch+json").header("If-Match", tag(portal(), id))
                .body("{\"preferredUnit\":\"Another Brigade\"}").patch("/v1/applications/" + id).then().statusCode(200);
        row(embassy(), id, "?turn=EMBASSY&state=IN_PROGRESS").body("waitingSince", is(since));
        row(Cases
                .as(Map.of("client", "embassy-ottawa", "role", "embassy", "embassies", "ca-ottawa", "person",
                        "attache-2"))
                .header("Accept-Language", "uk"), id, "?step=STEP_VISA")
                .body("tasks.text", everyItem(matchesPattern("(?s).*[а-яіїєґ].*")));
    }

    @Test
    void caseInReviewIsATaskOfReviewersOnly() {
        var id = postUnfit();
        row(reviewer(), id, "?turn=REVIEWER&step=DECISION").body("waitingSince", notNullValue())
                .body("tasks.find { it.who == 'REVIEWER' }.code", is("DECISION"));
        var spent = example("in-country");
        ((ObjectNode) spent.get("statement")).put("convictions", "SPENT");
        var other = post(centre(), spent).statusCode(201).extract().path("id").toString();
        row(centre(), other, "?turn=REVIEWER").body("waitingSince", nullValue()).body("assignee", nullValue());
    }

    @Test
    void severalRulingsAreOneChange() {
        var id = postSpentAndUnfit();
        event(reviewer(), id, "resolutions", "{\"rulings\":[" + CONVICTION_SATISFIED
                + ",{\"condition\":\"medical-fitness\",\"ruling\":\"SATISFIED\",\"reason\":\"CONVICTION_NO_OBSTACLE\"}]}")
                .statusCode(400).body("errors.pointer", hasItems("/rulings/1/reason", "/rulings/1/ruling"));
        event(reviewer(), id, "resolutions",
                "{\"rulings\":[" + CONVICTION_SATISFIED + "," + CONVICTION_SATISFIED + "]}").statusCode(400)
                .body("errors.pointer", is(List.of("/rulings/1/condition")))
                .body("errors.code", is(List.of("duplicate-value")));
        assertEquals(0, entries(id, "RESOLVED"));
        event(reviewer(), id, "resolutions", "{\"rulings\":[" + CONVICTION_SATISFIED
                + ",{\"condition\":\"medical-fitness\",\"ruling\":\"REFUSE\",\"reason\":\"CONDITION_NOT_MET\"}]}")
                .statusCode(200).body("state", is("REFUSED"));
        assertEquals(1, entries(id, "RESOLVED"));
    }

    @Test
    void dryRunShowsTheResultAndStoresNothing() {
        var application = example("in-country");
        ((ObjectNode) application.get("statement")).put("convictions", "SPENT");
        var id = post(centre(), application).statusCode(201).body("state", is("IN_REVIEW")).extract().path("id")
                .toString();
        var tag = tag(reviewer(), id);
        var body = "{\"rulings\":[" + CONVICTION_SATISFIED + "]}";
        var dry = reviewer().contentType("application/json").header("If-Match", tag).body(body)
                .post("/v1/applications/" + id + "/resolutions?dryRun=true").then().statusCode(200)
                .body("state", is("ACCEPTED"))
                .body("decision.findings.find { it.condition == 'no-conviction' }.ruling", is("SATISFIED"));
        assertEquals(null, dry.extract().header("ETag"));
        assertEquals(tag, tag(reviewer(), id));
        reviewer().get("/v1/applications/" + id).then().body("state", is("IN_REVIEW"));
        assertEquals(1, entries(id, "RULING_PREVIEWED"));
        reviewer().contentType("application/json").header("If-Match", "\"99\"").body(body)
                .post("/v1/applications/" + id + "/resolutions?dryRun=true").then().statusCode(412);
    }

    @Test
    void onlyReviewersSeeTheAssignee() {
        var id = postUnfit();
        var before = tag(centre(), id);
        reviewer().put("/v1/applications/" + id + "/assignee").then().statusCode(204);
        var other = Cases.as(Map.of("client", "review-desk", "role", "reviewer", "person", "reviewer-2"));
        other.get("/v1/applications/" + id).then().body("assignee.person", is("reviewer-1"));
        row(other, id, "?state=IN_REVIEW").body("assignee.person", is("reviewer-1"));
        centre().get("/v1/applications/" + id).then().body("assignee", nullValue());
        assertEquals(before, tag(centre(), id));
        event(other, id, "resolutions",
                "{\"condition\":\"medical-fitness\",\"ruling\":\"NEEDS_EVIDENCE\",\"reason\":\"CHECK_INCOMPLETE\"}")
                .statusCode(200).body("assignee.person", is("reviewer-1"));
        reviewer().delete("/v1/applications/" + id + "/assignee").then().statusCode(204);
        other.get("/v1/applications/" + id).then().body("assignee", nullValue());
        reviewer().put("/v1/applications/" + UUID.randomUUID() + "/assignee").then().statusCode(404);
        assertEquals(1, entries(id, "TAKEN"));
        assertEquals(1, entries(id, "GIVEN_BACK"));
    }

    @Test
    void transferredCaseIsSeenByTheNewEmbassyOnly() {
        var id = postWithSteps("FIRST_CONTACT", "DOCUMENTS");
        var warsaw = Cases.as(Map.of("client", "embassy-warsaw", "role", "embassy", "embassies", "pl-warsaw", "person",
                "attache-9"));
        warsaw.get("/v1/applications/" + id).then().statusCode(404);
        transfer(embassy(), id, "xx-nowhere").statusCode(400).body("errors.code", is(List.of("unknown-embassy")));
        transfer(embassy(), id, "ca-ottawa").statusCode(400).body("errors.code", is(List.of("already-there")));
        transfer(embassy(), id, "pl-warsaw").statusCode(204);
        embassy().get("/v1/applications/" + id).then().statusCode(404);
        warsaw.get("/v1/applications/" + id).then().statusCode(200).body("embassy", is("pl-warsaw"))
                .body("recorded.steps.embassy", is(List.of("ca-ottawa", "ca-ottawa")))
                .body("recorded.steps.person", everyItem(is("attache-1")));
        portal().get("/v1/applications/" + id).then().statusCode(200).body("embassy", is("pl-warsaw"))
                .body("turn.who", is("EMBASSY")).body("turn.text", containsString("embassy"));
        row(warsaw, id, "?turn=EMBASSY");
        step(warsaw, id, "INTERVIEW", "2026-03-01", null).statusCode(200);
        step(warsaw, id, "DOCUMENTS", "2026-02-20", null).statusCode(403);
        // The applicant can still amend the case.
        portal().contentType("application/merge-patch+json").header("If-Match", tag(portal(), id))
                .body("{\"preferredUnit\":\"Another Brigade\"}").patch("/v1/applications/" + id).then().statusCode(200);
    }

    @Test
    void clearedCaseIsNotTransferred() {
        var id = postWithSteps("FIRST_CONTACT", "DOCUMENTS", "INTERVIEW", "VISA", "ENLISTMENT_REQUEST");
        event(embassy(), id, "evidence", NO_CONVICTIONS).statusCode(200).body("state", is("CLEARED_FOR_TRAVEL"));
        transfer(embassy(), id, "pl-warsaw").statusCode(409).body("state", is("CLEARED_FOR_TRAVEL"));
    }

    @Test
    void documentIsLookedUpByCountryAndNumber() {
        var application = Cases.declared();
        var number = application.at("/applicant/document/number").asText();
        var country = application.at("/applicant/document/country").asText();
        var id = post(portal(), application).statusCode(201).extract().path("id").toString();
        lookup(country, number.toLowerCase()).statusCode(200).body("items.id", is(List.of(id)))
                .body("items.owner", is(List.of("portal-one"))).body("items.state", is(List.of("IN_PROGRESS")))
                .body("more", is(false));
        lookup(country, "NO-SUCH-NUMBER").statusCode(200).body("items", empty());
        lookup(country, "--").statusCode(400).body("errors.code", is(List.of("no-letter-or-digit")));
        lookup("ZZ", number).statusCode(400).body("errors.pointer", is(List.of("/country")));
        assertEquals(1, entries(id, "LOOKED_UP"));
        privacy().delete("/v1/applications/" + id).then().statusCode(204);
        lookup(country, number).statusCode(200).body("items", empty());
    }

    @Test
    void disclosureShowsDossierRulingsAndReaders() {
        var id = postSpentAndUnfit();
        centre().get("/v1/applications/" + id).then().statusCode(200);
        event(reviewer(), id, "resolutions", CONVICTION_SATISFIED).statusCode(200);
        privacy().header("Accept-Language", "uk").get("/v1/applications/" + id + "/dossier").then().statusCode(200)
                .body("language", is("uk")).body("title", matchesPattern("(?s).*[а-яіїєґ].*"))
                .body("application.dossier.applicant.name", is("Test Alpha"))
                .body("application.dossier.statement.specialCheck", nullValue())
                .body("application.decision.findings.findAll { it.text != null }.text",
                        everyItem(matchesPattern("(?s).*[а-яіїєґ].*")))
                .body("application.decision.findings.condition", not(hasItem("possible-duplicate")))
                .body("application.recorded.evidence", hasSize(greaterThan(2)))
                .body("application.otherCases", nullValue())
                .body("rulings.condition", is(List.of("no-conviction")))
                .body("rulings.text", everyItem(matchesPattern("(?s).*[а-яіїєґ].*")))
                .body("readers.find { it.action == 'READ' && it.role == 'recruiting-centre' }.person", is("officer-1"))
                .body("readers.text", everyItem(matchesPattern("(?s).*[а-яіїєґ].*")))
                .body("readers.action", hasItem("DISCLOSED"));
        assertEquals(1, entries(id, "DISCLOSED"));
        privacy().delete("/v1/applications/" + id).then().statusCode(204);
        privacy().get("/v1/applications/" + id + "/dossier").then().statusCode(404);
    }

    @Test
    void readersAreCountedByPerson() {
        var today = LocalDate.now(ZoneId.of("Europe/Kyiv"));
        var person = "reader-" + UUID.randomUUID();
        var reader = Cases.as(Map.of("client", "review-desk", "role", "reviewer", "person", person));
        for (var i = 0; i < 3; i++) {
            reader.get("/v1/applications/" + postUnfit()).then().statusCode(200);
        }
        String next = null;
        var found = 0;
        var last = Long.MAX_VALUE;
        do {
            var page = privacy().queryParam("from", today.minusDays(1).toString())
                    .queryParam("to", today.plusDays(1).toString())
                    .queryParam("limit", 2).queryParams(next == null ? Map.of() : Map.of("cursor", next))
                    .get("/v1/readers").then().statusCode(200).extract();
            for (Map<String, Object> row : page.<List<Map<String, Object>>>path("items")) {
                var cases = ((Number) row.get("cases")).longValue();
                assertTrue(cases <= last, "the readers of the most cases come first");
                last = cases;
                if (row.get("person").equals(person)) {
                    found++;
                    assertEquals(3, cases);
                }
            }
            next = page.path("next");
        } while (next != null);
        assertEquals(1, found);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "?to=2026-03-01, from",
            "?from=2026-03-02&to=2026-03-01, to",
            "?from=2024-03-02&to=2026-03-01, to",
            "?from=1999-03-02&to=1999-03-03, from",
            "?from=2026-03-01&to=2026-03-01&cursor=AAAA, cursor",
            "?from=2026-03-01&to=x, to"})
    void invalidPeriodIsRefused(String query, String parameter) {
        privacy().urlEncodingEnabled(false).get("/v1/readers" + query).then().statusCode(400)
                .body("errors.parameter", contains(parameter));
    }

    private static RequestSpecification privacy() {
        return Cases.as(Map.of("client", "privacy-desk", "role", "privacy", "person", "privacy-1"));
    }

    private static ValidatableResponse lookup(String country, String number) {
        return privacy().contentType("application/json")
                .body("{\"country\":\"" + country + "\",\"number\":\"" + number + "\"}").post("/v1/applications/lookup")
                .then();
    }

    private static ValidatableResponse transfer(RequestSpecification client, String id, String embassy) {
        return event(client, id, "transfer", "{\"embassy\":\"" + embassy + "\"}");
    }

    private static String tag(RequestSpecification client, String id) {
        return client.get("/v1/applications/" + id).then().statusCode(200).extract().header("ETag");
    }

    /** The row of a case in a list; reads page by page. */
    private static ValidatableResponse row(RequestSpecification client, String id, String query) {
        String next = null;
        do {
            // A copy: REST Assured keeps the query of one request for the next.
            var page = given().spec(client).urlEncodingEnabled(false)
                    .get("/v1/applications" + query + "&limit=200" + (next == null ? "" : "&cursor=" + next)).then()
                    .statusCode(200);
            if (page.extract().<List<String>>path("items.id").contains(id)) {
                return page.rootPath("items.find { it.id == '" + id + "' }");
            }
            next = page.extract().path("next");
        } while (next != null);
        throw new AssertionError(id + " is not listed by " + query);
    }

    private static int entries(String id, String action) {
        return reviewer().get("/v1/applications/" + id + "/journal?limit=1000").then().statusCode(200).extract()
                .<List<String>>path("entries.action").stream().filter(action::equals).toList().size();
    }

    private static ValidatableResponse step(RequestSpecification client, String id, String step, String on,
            String visa) {
        return event(client, id, "steps", "{\"step\":\"" + step + "\",\"on\":\"" + on + "\""
                + (visa == null ? "" : ",\"visa\":\"" + visa + "\"") + "}");
    }

    private static String postWithSteps(String... steps) {
        var id = post(portal(), example("embassy")).statusCode(201).extract().path("id").toString();
        for (var step : steps) {
            step(embassy(), id, step, "2026-02-01", step.equals("VISA") ? "WAIVED" : null).statusCode(200);
        }
        return id;
    }

    private static String postUnfit() {
        var application = example("in-country");
        ((ObjectNode) application.get("statement")).put("fitness", "UNFIT");
        return post(centre(), application).statusCode(201).body("state", is("IN_REVIEW")).extract().path("id")
                .toString();
    }

    private static String postSpentAndUnfit() {
        var application = example("in-country");
        ((ObjectNode) application.get("statement")).put("fitness", "UNFIT").put("convictions", "SPENT");
        return post(centre(), application).statusCode(201).body("state", is("IN_REVIEW")).extract().path("id")
                .toString();
    }
}
