package org.recruitmentintake;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;

import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pre-check takes the body of an application, in which each member may be missing, and has the same faults. */
@QuarkusTest
@WithTestResource(RealParts.class)
class PreCheckTest {

    private static final String LONG = "0123456789012345678901234567890123456789012345678901234567890123456789"
            + "0123456789012345678901234567890123456789012345678901234567890123456789"
            + "0123456789012345678901234567890123456789012345678901234567890123456789";

    @ParameterizedTest
    @ValueSource(strings = {"in-country", "embassy"})
    void completeFormIsCheckedForItsRoute(String kind) {
        var form = example(kind);
        form.remove("attested");
        check(form.toString()).statusCode(200).body("routes.route", is(List.of(form.get("route").asText())))
                .body("binding", is(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"applicant\":{}}",
            "{\"applicant\":{\"document\":{}},\"statement\":{\"presence\":{},"
                    + "\"selection\":{},\"polygraphGrounds\":{}},\"consents\":{\"dataProcessing\":{},\"verification\":{}}}",
            "{\"applicant\":{\"name\":\"Test Alpha\",\"document\":{\"kind\":\"TRAVEL_PASSPORT\"}}}",
            "{\"consents\":{\"dataProcessing\":{\"given\":true}},\"statement\":{\"presence\":{\"validUntil\":\"2031-01-01\"}}}",
            "{\"applicant\":{\"document\":{\"kind\":\"TRAVEL_PASSPORT\",\"country\":\"SN\",\"validUntil\":\"2031-05-01\"}}}",
            "{\"applicant\":{\"stateless\":true}}",
            "{\"consents\":{\"dataProcessing\":{\"given\":false,\"at\":\"2026-01-01T00:00:00Z\"}}}"})
    void incompletePreCheckAnswersBothRoutes(String form) {
        check(form).statusCode(200).body("routes.route", is(List.of("EMBASSY", "IN_COUNTRY")))
                .body("routes.decision.gate", is(List.of("CLEARANCE", "HAND_OVER")))
                .body("routes.decision.findings.findAll { it.isEmpty() }", empty());
    }

    @Test
    void labelsOfNextStepsNameTheFieldOfTheForm() {
        check("{\"route\":\"IN_COUNTRY\"}").statusCode(200)
                .body("routes[0].nextSteps.id", hasItems("EVIDENCE_CITIZENSHIP", "EVIDENCE_BIRTH_DATE"));
        var steps = "lists.find { it.list == 'next-step' }.labels";
        given().get("/v1/labels").then().statusCode(200)
                .body(steps + ".find { it.code == 'EVIDENCE_CITIZENSHIP' }.field", is("/applicant/citizenships"))
                .body(steps + ".find { it.code == 'EVIDENCE_BIRTH_DATE' }.field", is("/applicant/birthDate"))
                .body(steps + ".findAll { it.code.startsWith('EVIDENCE_') && it.field == null }", empty())
                .body(steps + ".findAll { it.field != null }.field", everyItem(startsWith("/")));
    }

    /** A pre-check and an application have the same faults at the same pointers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/applicant | name | /applicant/name too-long | `" + LONG + "`",
            "/applicant | name | /applicant/name required | ` `",
            "/applicant | citizenships | /applicant/citizenships/0 unknown-country | [`ZZ`]",
            "/applicant | citizenships | /applicant/citizenships/1 withdrawn-country | [`XK`, `YU`]",
            "/applicant | stateless | /applicant/citizenships contradiction | true",
            "/applicant | email | /applicant/email bad-format | `no-address`",
            "/applicant | phone | /applicant/phone bad-format | `555`",
            "/applicant | birthDate | /applicant/birthDate in-the-future | `2990-01-01`",
            "/applicant | birthDate | /applicant/birthDate implausible-date | `0190-05-17`",
            "/applicant/document | number | /applicant/document/number required | ``",
            "/applicant/document | number | /applicant/document/number no-letter-or-digit | `.-/`",
            "/applicant/document | country | /applicant/document/country unknown-country | `ZZ`",
            "/applicant/document | country | /applicant/document/country withdrawn-country | `SU`",
            "/applicant/document | validUntil | /applicant/document/validUntil implausible-date | `0201-05-01`",
            "/statement | enlistmentRequestSigned | /statement/enlistmentRequestSigned implausible-date | `2016-06-09`",
            "/statement | enlistmentRequestSigned | /statement/enlistmentRequestSigned in-the-future | `2990-01-01`",
            "/statement/presence | validUntil | /statement/presence/validUntil implausible-date | `0201-02-01`",
            "/consents/dataProcessing | at | /consents/dataProcessing/at in-the-future | `2990-01-01T00:00:00Z`",
            "'' | embassy | /embassy not-on-this-route | `ca-ottawa`"})
    void faultsAreThoseOfTheApplication(String parent, String member, String fault, String value) throws Exception {
        var form = Cases.declared();
        ((ObjectNode) form.at(parent)).set(member, new ObjectMapper().readTree(value.replace('`', '"')));
        var faults = "errors.collect { it.pointer + ' ' + it.code }";
        check(form.toString()).statusCode(400).body(faults, is(List.of(fault)));
        post(portal(), form).statusCode(400).body(faults, is(List.of(fault)));
    }

    @Test
    void unknownEmbassyOrClosedChannelIsRefused() {
        check("{\"embassy\":\"xx-nowhere\"}").statusCode(400).body("errors.code", is(List.of("unknown-embassy")));
        check("{\"embassy\":\"dz-algiers\",\"firstContact\":\"EMAIL\"}").statusCode(400)
                .body("errors.code", is(List.of("channel-closed")));
    }

    @Test
    void attestationInAPreCheckIsRefused() {
        check("{\"attested\":[\"FITNESS\"]}").statusCode(400)
                .body("errors.collect { it.pointer + ' ' + it.code }", is(List.of("/attested unknown-field")));
    }

    @Test
    void answerDoesNotRepeatTheIdentity() {
        var form = Cases.declared();
        ((ObjectNode) form.get("applicant")).put("name", "Canary Zed").put("phone", "+15550104242");
        check(form.toString()).statusCode(200).body(not(containsString("Canary"))).body(not(containsString("4242")))
                .body(not(containsString(form.at("/applicant/document/number").asText())));
    }

    @Test
    void attestedEvidenceThatIsNotStatedIsRefused() {
        var application = example("in-country");
        ((ObjectNode) application.get("statement")).remove(List.of("fitness", "presence"));
        post(centre(), application).statusCode(400)
                .body("errors.collect { it.pointer + ' ' + it.code }", is(List.of("/attested attested-not-stated")))
                .body("errors[0].detail", containsString("PRESENCE, FITNESS"));
    }

    @Test
    void violationShowsAnExampleOrALimit() {
        var application = Cases.declared();
        ((ObjectNode) application.get("applicant")).put("email", "no-address").put("name", LONG)
                .putArray("citizenships").add("CA").add("DE").add("FR").add("ES").add("PT").add("IT");
        post(portal(), application).statusCode(400).body("errors.detail", containsInAnyOrder(
                "This is not written in the expected form. Example: test@example.org.",
                "This is too long. The limit is 200 characters.", "This is too long. The limit is 5 entries."));
    }

    private static ValidatableResponse check(String form) {
        return given().config(Cases.config()).contentType("application/json").body(form)
                .post("/v1/eligibility-checks").then();
    }
}
