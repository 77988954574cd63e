package org.recruitmentintake;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.embassy;
import static org.recruitmentintake.Cases.event;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;
import static org.recruitmentintake.Waiting.await;

import java.text.Normalizer;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real names, documents, countries and addresses, over HTTP. */
@QuarkusTest
@WithTestResource(RealParts.class)
class EveryApplicantTest {

    /** A number in letters of another script is the same number. */
    @ParameterizedTest
    @CsvSource({"АВСЕ, ABCE", "ΑΒΕΚ, ABEK", "ᎪᏴᏟ, ABC", "ＡＢ, AB", "ab, AB"})
    void amendedLookalikeLettersKeepAttestationsAndSteps(String written, String corrected) {
        var digits = UUID.randomUUID().toString().replaceAll("\\D", "");
        var application = example("embassy");
        document(application).put("number", written + digits);
        var id = post(portal(), application).statusCode(201).extract().path("id").toString();
        for (var step : List.of("FIRST_CONTACT", "DOCUMENTS", "INTERVIEW")) {
            step(id, step, "2026-02-01").statusCode(200);
        }
        event(embassy(), id, "steps", "{\"step\":\"VISA\",\"on\":\"2026-02-01\",\"visa\":\"WAIVED\"}").statusCode(200);
        step(id, "ENLISTMENT_REQUEST", "2026-02-01").statusCode(200);
        event(embassy(), id, "evidence", "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"NONE\"}").statusCode(200)
                .body("state", is("CLEARED_FOR_TRAVEL"));
        patch(id, "{\"applicant\":{\"document\":{\"number\":\"" + corrected + digits + "\"}}}").statusCode(200)
                .body("state", is("CLEARED_FOR_TRAVEL"))
                .body(Cases.passed("no-conviction"), is("MET"))
                .body("nextSteps.id", not(hasItem("STEP_INTERVIEW")));
        embassy().get("/v1/applications/" + id).then().body("dossier.applicant.document.number",
                is(corrected + digits));
    }

    @Test
    void lookalikeNumberMatchesAHandedOverCase() {
        var digits = UUID.randomUUID().toString().replaceAll("\\D", "");
        var latin = example("in-country");
        document(latin).put("number", "ABT" + digits);
        var first = post(centre(), latin).statusCode(201).body("state", is("ACCEPTED")).extract().path("id").toString();
        var greek = example("in-country");
        document(greek).put("number", "ΑΒΤ" + digits);
        var second = post(centre(), greek).statusCode(201).body("state", is("IN_REVIEW")).extract().path("id")
                .toString();
        reviewer().get("/v1/applications/" + second).then().body("otherCases.id", is(List.of(first)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"№ 12-%s", "(AB)%s", "<%s<<", "A\u0301B\u0302%s", "%s/А", "١٢%s", "漢%s"})
    void numberIsStoredAsItIsWritten(String form) {
        var number = form.formatted(UUID.randomUUID().toString().substring(0, 8));
        var application = example("in-country");
        document(application).put("number", number);
        var id = post(centre(), application).statusCode(201).extract().path("id").toString();
        // Texts are stored in NFC.
        centre().get("/v1/applications/" + id).then().body("dossier.applicant.document.number",
                is(Normalizer.normalize(number, Normalizer.Form.NFC)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", ".- /", "№", "<<<", "( )", "\u0301\u0302", "—", "·", "#"})
    void numberWithoutLetterOrDigitIsRefused(String number) {
        var application = Cases.declared();
        document(application).put("number", number);
        post(portal(), application).statusCode(400)
                .body("errors.collect { it.pointer + ' ' + it.code }",
                        is(List.of("/applicant/document/number no-letter-or-digit")));
    }

    @Test
    void citizenOfKosovoIsAccepted() {
        var application = example("in-country");
        ((ObjectNode) application.get("applicant")).putArray("citizenships").add("XK");
        document(application).put("country", "XK");
        post(centre(), application).statusCode(201).body("state", is("ACCEPTED"));
    }

    @ParameterizedTest
    @CsvSource({"SU, RU", "YU, RS", "CS, CZ", "DD, DE", "AN, CW", "ZR, CD", "TP, TL", "BU, MM", "YD, YE"})
    void withdrawnCountryIsRefusedWithItsSuccessors(String code, String successor) {
        var application = Cases.declared();
        ((ObjectNode) application.get("applicant")).putArray("citizenships").add("CA").add(code);
        document(application).put("country", code);
        post(portal(), application).statusCode(400).body("errors.code", is(List.of("withdrawn-country",
                "withdrawn-country")))
                .body("errors.pointer.sort()", is(List.of("/applicant/citizenships/1", "/applicant/document/country")))
                .body("errors[0].detail", containsString(successor));
    }

    @Test
    void documentWithoutLastDayIsHandedOverWithoutOne() {
        var application = example("in-country");
        document(application).remove("validUntil");
        var id = post(centre(), application).statusCode(201).body("state", is("ACCEPTED")).extract().path("id")
                .toString();
        centre().get("/v1/applications/" + id).then().body("dossier.applicant.document.validUntil", nullValue());
        await().untilAsserted(() -> centre().get("/v1/applications/" + id).then()
                .body("state", is("FORWARDED")));
    }

    @Test
    void unknownCitizenshipHoldsTheCaseAndIsANextStep() {
        var application = Cases.declared();
        ((ObjectNode) application.get("applicant")).remove(List.of("citizenships", "stateless"));
        post(portal(), application).statusCode(201).body("state", is("IN_PROGRESS"))
                .body("decision.findings.find { it.condition == 'foreigner-or-stateless' }.reason",
                        is("citizenship-unclear"))
                .body("nextSteps.id", hasItem("EVIDENCE_CITIZENSHIP")).body("turn.who", is("APPLICANT"));
    }

    @Test
    void everyMissingEvidenceIsANextStepOfADesk() {
        for (var kind : List.of("in-country", "embassy")) {
            var application = example(kind);
            application.remove(List.of("attested", "statement", "rankCategory"));
            var answer = post(portal(), application).statusCode(201)
                    .body("nextSteps.findAll { it.who.isEmpty() }", is(List.of())).extract();
            List<String> steps = answer.path("nextSteps.id");
            List<String> missing = answer.path("decision.findings.collectMany { it.missing ?: [] }");
            assertEquals(List.of(), missing.stream().filter(evidence -> !evidence.endsWith("_STEP"))
                    .filter(evidence -> !steps.contains("EVIDENCE_" + evidence)).toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"STATELESS_PERSON_DOCUMENT, CA, citizen-needs-a-passport, HOLD",
            "NATIONAL_ID, CA, document-kind-unsure, REVIEW", "INTERNAL_PASSPORT, CA, document-kind-unsure, REVIEW",
            "TRAVEL_PASSPORT, , stateless-person-needs-own-document, HOLD",
            "NATIONAL_ID, , stateless-person-needs-own-document, HOLD"})
    void unsuitableDocumentHoldsTheCaseOrNeedsAReview(String kind, String citizenship, String reason,
            String consequence) {
        var application = example("in-country");
        var applicant = (ObjectNode) application.get("applicant");
        applicant.remove("citizenships");
        if (citizenship == null) {
            applicant.put("stateless", true);
        } else {
            applicant.putArray("citizenships").add(citizenship);
        }
        document(application).put("kind", kind);
        post(centre(), application).statusCode(201)
                .body("decision.findings.find { it.condition == 'identity-document' }.reason", is(reason))
                .body("decision.findings.find { it.condition == 'identity-document' }.consequence", is(consequence));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/applicant | email | | /applicant/email bad-format",
            "/applicant | email | a@b | /applicant/email bad-format",
            "/applicant | email | user@[192.0.2.1] | /applicant/email bad-format",
            "/applicant | name | Te\uFFFDt | /applicant/name control-character",
            "/statement | enlistmentRequestSigned | 1901-01-01 | /statement/enlistmentRequestSigned implausible-date",
            "/consents/dataProcessing | at | 2016-06-08T00:00:00Z | /consents/dataProcessing/at implausible-date",
            "/consents/verification | at | 2001-01-01T00:00:00Z | /consents/verification/at implausible-date",
            "/consents/dataProcessing | at | 2026-01-15T24:00:00Z | /consents/dataProcessing/at invalid-moment"})
    void malformedOrImplausibleValueIsRefused(String parent, String member, String value, String fault) {
        var application = Cases.declared();
        ((ObjectNode) application.at(parent)).put(member, value == null ? "" : value);
        post(portal(), application).statusCode(400)
                .body("errors.collect { it.pointer + ' ' + it.code }", is(List.of(fault)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"محمد\u200F علي", "Олена Тест", "Nguyễn Văn A", "O’Test-Ñandú", "Ó", "王",
                    "Nguyễn Thị Minh Khai", "Nguye\u0302\u0303n Thi\u0323", "Ọlọ́run", "O\u0323lo\u0323\u0301run",
                    "क्षितिज शर्मा", "น้ำผึ้ง สุวรรณ", "မြွှေ့", "བསྒྲུབས", "שָׁלוֹם", "مُحَمَّدٌ", "Олена", "محمد",
                    "さくら",
                    "נועה", "Nguyễn", "မြတ်", "می\u200Cخواهم", "क्\u200Dष", "O’Brien", "𐐔𐐇𐐝𐐀", "X"})
    void nameOfAnyScriptIsStoredInNormalFormC(String name) {
        var application = Cases.declared();
        ((ObjectNode) application.get("applicant")).put("name", name).put("email", "тест@приклад.укр");
        var id = post(portal(), application).statusCode(201).extract().path("id").toString();
        centre().get("/v1/applications/" + id).then().statusCode(200).body("dossier.applicant.name",
                is(Normalizer.normalize(name, Normalizer.Form.NFC)));
    }

    @Test
    void stepBeforeTheFlowOrFirstContactIsRefused() {
        var id = post(portal(), example("embassy")).statusCode(201).extract().path("id").toString();
        step(id, "FIRST_CONTACT", "2022-02-26").statusCode(400).body("errors.code", is(List.of("implausible-date")));
        step(id, "FIRST_CONTACT", "2022-02-27").statusCode(200);
        step(id, "DOCUMENTS", "2022-02-26").statusCode(400);
        var other = post(portal(), example("embassy")).statusCode(201).extract().path("id").toString();
        step(other, "FIRST_CONTACT", "2026-02-02").statusCode(200);
        step(other, "DOCUMENTS", "2026-02-01").statusCode(400)
                .body("errors.code", is(List.of("before-first-contact")));
    }

    /** Under every rule set, a person decides on citizens of Russia and Belarus. */
    @ParameterizedTest
    @CsvSource({"RU, 2016-06-10", "BY, 2016-06-10", "RU, 2022-02-28", "BY, 2021-01-01", "RU, 2026-01-01"})
    void citizensOfRussiaAndBelarusAreAlwaysVetted(String country, String day) {
        Cases.preCheck("{\"applicant\":{\"citizenships\":[\"" + country + "\"]}}", day)
                .body("routes.decision.findings.flatten().findAll { it.condition == 'enhanced-vetting' }.consequence",
                        is(List.of("REVIEW", "REVIEW")));
    }

    private static ValidatableResponse step(String id, String step, String day) {
        return event(embassy(), id, "steps", "{\"step\":\"" + step + "\",\"on\":\"" + day + "\"}");
    }

    private static ObjectNode document(ObjectNode application) {
        return (ObjectNode) application.at("/applicant/document");
    }

    private static ValidatableResponse patch(String id, String body) {
        var tag = portal().get("/v1/applications/" + id).then().extract().header("ETag");
        return portal().contentType("application/merge-patch+json").header("If-Match", tag).body(body)
                .patch("/v1/applications/" + id).then();
    }
}
