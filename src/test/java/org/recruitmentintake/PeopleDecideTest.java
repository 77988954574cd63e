package org.recruitmentintake;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.event;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** Reviewers decide on each finding. */
@QuarkusTest
@WithTestResource(RealParts.class)
class PeopleDecideTest {

    @Test
    void reviewerMayBeSatisfiedWithASpentConviction() {
        var id = posted("convictions", "SPENT").body("state", is("IN_REVIEW")).extract().path("id").toString();
        resolve(id, "no-conviction", "SATISFIED", "CONVICTION_NO_OBSTACLE").statusCode(200)
                .body("state", is("ACCEPTED"))
                .body("decision.findings.find { it.condition == 'no-conviction' }.ruling", is("SATISFIED"));
    }

    @Test
    void proposedRefusalIsConfirmedByAPersonOnly() {
        var posted = posted("fitness", "UNFIT").body("state", is("IN_REVIEW"));
        var id = posted.extract().path("id").toString();
        resolve(id, "medical-fitness", "SATISFIED", "AUTHORITY_CONFIRMED").statusCode(400)
                .body("errors.code", hasItem("not-open-to-this-ruling"));
        resolve(id, "medical-fitness", "REFUSE", "CONDITION_NOT_MET").statusCode(200).body("state", is("REFUSED"));
        resolve(id, "medical-fitness", "NEEDS_EVIDENCE", "DOCUMENT_UNCLEAR").statusCode(409)
                .body("state", is("REFUSED"));
    }

    @Test
    void newEvidenceReopensAFindingThatWasSentBack() {
        var id = posted("fitness", "UNFIT").extract().path("id").toString();
        resolve(id, "medical-fitness", "NEEDS_EVIDENCE", "DOCUMENT_UNCLEAR").statusCode(200).body("state",
                is("IN_PROGRESS"));
        event(centre(), id, "evidence", "{\"evidence\":\"FITNESS\",\"fitness\":\"UNFIT\"}").statusCode(200)
                .body("state", is("IN_REVIEW"));
        event(centre(), id, "evidence", "{\"evidence\":\"FITNESS\",\"fitness\":\"FIT\"}").statusCode(200)
                .body("state", is("ACCEPTED"));
    }

    @Test
    void reviewerCannotOverrideAHold() {
        var application = example("in-country");
        application.remove("attested");
        var id = post(centre(), application).statusCode(201).extract().path("id").toString();
        resolve(id, "lawful-presence", "SATISFIED", "AUTHORITY_CONFIRMED").statusCode(400)
                .body("errors.code", hasItem("not-open-to-this-ruling"));
    }

    @Test
    void attestorMayNotConfirmTheRefusal() {
        var application = example("in-country");
        application.putArray("attested").add("IDENTITY").add("BIRTH_DATE").add("PRESENCE").add("FITNESS");
        var id = post(centre(), application).statusCode(201).extract().path("id").toString();
        event(reviewer(), id, "evidence", "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"CONVICTED\"}")
                .statusCode(200)
                .body("state", is("IN_REVIEW"));
        resolve(id, "no-conviction", "REFUSE", "CONDITION_NOT_MET").statusCode(400)
                .body("errors.code", hasItem("attested-by-yourself"));
        var other = Cases.as(Map.of("client", "review-desk", "role", "reviewer", "person", "reviewer-2"));
        event(other, id, "resolutions",
                "{\"condition\":\"no-conviction\",\"ruling\":\"REFUSE\",\"reason\":\"CONDITION_NOT_MET\"}")
                .statusCode(200).body("state", is("REFUSED"));
    }

    @Test
    void refusedApplicantMayApplyAgain() {
        var application = example("in-country");
        ((ObjectNode) application.at("/statement")).put("fitness", "UNFIT");
        var id = post(centre(), application).statusCode(201).extract().path("id").toString();
        resolve(id, "medical-fitness", "REFUSE", "CONDITION_NOT_MET").statusCode(200);
        ((ObjectNode) application.at("/statement")).put("fitness", "FIT");
        post(centre(), application).statusCode(201).body("state", is("ACCEPTED"));
    }

    @Test
    void citizenOfRussiaIsAcceptedAfterVettingOnly() {
        var application = example("in-country");
        ((ObjectNode) application.at("/applicant")).putArray("citizenships").add("RU");
        var id = post(centre(), application).statusCode(201).body("state", is("IN_REVIEW")).extract().path("id")
                .toString();
        resolve(id, "enhanced-vetting", "SATISFIED", "VETTING_PASSED").statusCode(200).body("state", is("ACCEPTED"));
    }

    @Test
    void attestorOfTheIdentityMayNotVet() {
        var application = example("in-country");
        ((ObjectNode) application.at("/applicant")).putArray("citizenships").add("RU");
        application.putArray("attested").add("BIRTH_DATE").add("PRESENCE").add("CONVICTIONS").add("FITNESS");
        var id = post(centre(), application).statusCode(201).extract().path("id").toString();
        // The reviewer also works for the centre.
        var samePerson = Cases.as(Map.of("client", "centre-one", "role", "recruiting-centre", "branches",
                "GROUND_FORCES,TERRITORIAL_DEFENCE,NATIONAL_GUARD", "person", "reviewer-1"));
        event(samePerson, id, "evidence",
                """
                {"evidence": "IDENTITY", "identity":
                    {"citizenships": ["RU"], "kind": "TRAVEL_PASSPORT", "country": "RU", "validUntil": "2031-05-01"}}""")
                .statusCode(200).body("state", is("IN_REVIEW"));
        for (var ruling : List.of("SATISFIED VETTING_PASSED", "REFUSE VETTING_FAILED")) {
            resolve(id, "enhanced-vetting", ruling.split(" ")[0], ruling.split(" ")[1]).statusCode(400)
                    .body("errors.code", is(List.of("attested-by-yourself")));
        }
        var satisfied = "{\"condition\":\"enhanced-vetting\",\"ruling\":\"SATISFIED\",\"reason\":\"VETTING_PASSED\"}";
        event(Cases.as(Map.of("client", "review-desk", "role", "reviewer", "person", "reviewer-2")), id, "resolutions",
                satisfied).statusCode(200).body("state", is("ACCEPTED"));
    }

    private static ValidatableResponse posted(String fact, String value) {
        var application = example("in-country");
        ((ObjectNode) application.at("/statement")).put(fact, value);
        return post(centre(), application).statusCode(201);
    }

    private static ValidatableResponse resolve(String id, String condition, String ruling, String reason) {
        return event(reviewer(), id, "resolutions",
                "{\"condition\":\"" + condition + "\",\"ruling\":\"" + ruling + "\",\"reason\":\"" + reason + "\"}");
    }
}
