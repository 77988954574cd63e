package org.recruitmentintake.api.resource;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;
import static org.recruitmentintake.Waiting.await;
import static org.recruitmentintake.security.Owner.one;
import static org.recruitmentintake.security.Owner.update;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/** Operators see dead messages and send them again. SurfaceTest checks that no other role may. */
@QuarkusTest
@WithTestResource(RealParts.class)
class ForwardingResourceTest {

    @AfterEach
    void sendDeadMessages() throws SQLException {
        update("UPDATE outbox SET state = 'PENDING', due_at = now() WHERE state = 'DEAD'");
    }

    @Test
    void resubmittedMessageIsSent() throws SQLException {
        var application = postWithDeadMessage();
        var dead = operator().get("/v1/forwarding?state=DEAD").then().statusCode(200).body("items", hasSize(1))
                .body("items[0].kind", is("ACCEPTED")).body("items[0].address", is("recruitment.ground-forces"))
                .body("items[0].attempts", is(8)).body("items[0].lastFailure", is("amqp:decode-error"))
                .body("items[0].createdAt", notNullValue()).body("items[0].dueAt", notNullValue()).extract();
        assertFalse(dead.asString().contains(application), "the answer does not name the case");
        centre().get("/v1/applications/" + application).then().body("forwarding", is("DEAD"));

        var id = dead.path("items[0].id").toString();
        operator().post("/v1/forwarding/" + id + "/resubmission").then().statusCode(200).body("id", is(id))
                .body("state", is("PENDING")).body("attempts", is(0));
        await().untilAsserted(
                () -> centre().get("/v1/applications/" + application).then().body("forwarding", is("SENT")));
        reviewer().get("/v1/applications/" + application + "/journal").then()
                .body("entries.action", hasItem("RESUBMITTED"))
                .body("entries.find { it.action == 'RESUBMITTED' }.actor", is("operator-1"));
    }

    @Test
    void pendingMessageIsNotResubmitted() throws SQLException {
        operator().post("/v1/forwarding/" + UUID.randomUUID() + "/resubmission").then().statusCode(404)
                .body("code", is("not-found"));
        var application = postWithDeadMessage();
        update("UPDATE outbox SET state = 'PENDING', due_at = now() + interval '1 hour' WHERE application_id = ?",
                application);
        var id = operator().get("/v1/forwarding?state=PENDING&limit=200").then().statusCode(200).extract()
                .path("items.find { it.attempts == 8 }.id").toString();
        operator().post("/v1/forwarding/" + id + "/resubmission").then().statusCode(404);
        reviewer().get("/v1/applications/" + application + "/journal").then()
                .body("entries.action", not(hasItem("RESUBMITTED")));
        update("UPDATE outbox SET due_at = now() WHERE application_id = ?", application);
    }

    @Test
    void deadMessagesOfABranchAreResubmittedTogether() throws SQLException {
        var applications = postWithDeadMessages(3);
        update("UPDATE outbox SET last_failure = 'unanswered' WHERE application_id = ?", applications.get(2));
        operator().get("/v1/forwarding").then().body("items.branch.unique()", is(List.of("GROUND_FORCES")));
        resubmit("NATIONAL_GUARD", "amqp:decode-error").statusCode(200).body("resubmitted", is(0))
                .body("left", is(0));
        resubmit("GROUND_FORCES", "amqp:decode-error").statusCode(200).body("resubmitted", is(2))
                .body("left", is(0));
        for (var application : applications.subList(0, 2)) {
            await().untilAsserted(
                    () -> centre().get("/v1/applications/" + application).then().body("forwarding", is("SENT")));
            reviewer().get("/v1/applications/" + application + "/journal").then().body(
                    "entries.find { it.action == 'RESUBMITTED' }.detail", is("failure=amqp:decode-error"));
        }
        centre().get("/v1/applications/" + applications.get(2)).then().body("forwarding", is("DEAD"));
    }

    @Test
    void resubmissionsWithoutBranchOrCodeAreRefused() {
        operator().contentType("application/json").body("{}").post("/v1/forwarding/resubmissions").then()
                .statusCode(400).body("errors.pointer", containsInAnyOrder("/branch", "/lastFailure"));
        resubmit("AIR_BALLOONS", "amqp:decode-error").statusCode(400).body("errors.pointer", hasItem("/branch"));
        resubmit("GROUND_FORCES", "Anything at all").statusCode(400).body("errors.pointer",
                hasItem("/lastFailure"));
    }

    @Test
    void pagesFollowEachOtherWithoutGapsOrRepeats() throws SQLException {
        postWithDeadMessages(5);
        var seen = new HashSet<String>();
        var pages = 0;
        for (String cursor = ""; cursor != null; pages++) {
            var page = operator().get("/v1/forwarding?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).then()
                    .statusCode(200).extract();
            seen.addAll(page.jsonPath().getList("items.id", String.class));
            cursor = page.path("next");
        }
        assertEquals(5, seen.size());
        assertEquals(3, pages);
        operator().get("/v1/forwarding?limit=200").then().body("items", hasSize(5)).body("next", nullValue());
        operator().get("/v1/forwarding?cursor=nonsense").then().statusCode(400).body("errors[0].parameter",
                equalTo("cursor"));
    }

    /** MessagesTest checks the content of the message. */
    @Test
    void testMessageIsSentToTheQueueOfTheBranch() throws SQLException {
        // The relay writes other entries of the journal at the same time.
        var entries = "SELECT count(*) FROM journal WHERE role = 'operator'";
        var before = one(entries);
        var id = operator().post("/v1/forwarding/test-messages/STATE_SPECIAL_TRANSPORT").then().statusCode(200)
                .body("type", is("org.recruitmentintake.test.v1")).body("branch", is("STATE_SPECIAL_TRANSPORT"))
                .body("address", is("recruitment.state-special-transport")).body("result", is("ACCEPTED"))
                .body("code", is("accepted")).extract().path("id").toString();
        assertEquals("0", one("SELECT count(*) FROM outbox WHERE id = ?", id),
                "a test message is not in the outbox");
        assertEquals(before, one(entries));
    }

    @Test
    void testMessageWithoutBrokerIsUnavailable() {
        RealParts.broker().stop();
        try {
            operator().post("/v1/forwarding/test-messages/GROUND_FORCES").then().statusCode(200)
                    .body("result", is("UNAVAILABLE")).body("code", notNullValue());
        } finally {
            RealParts.broker().start();
        }
    }

    @Test
    void testMessageToAnUnknownBranchIsNotFound() {
        operator().post("/v1/forwarding/test-messages/AIR_BALLOONS").then().statusCode(404)
                .body("code", is("not-found"));
    }

    private static ValidatableResponse resubmit(String branch, String failure) {
        return operator().contentType("application/json")
                .body("{\"branch\": \"%s\", \"lastFailure\": \"%s\"}".formatted(branch, failure))
                .post("/v1/forwarding/resubmissions").then();
    }

    private static RequestSpecification operator() {
        return Cases.as(Map.of("client", "operations", "role", "operator", "person", "operator-1"));
    }

    /** Posts a case and marks its message as dead. */
    private static String postWithDeadMessage() throws SQLException {
        return postWithDeadMessages(1).get(0);
    }

    private static List<String> postWithDeadMessages(int cases) throws SQLException {
        RealParts.broker().stop();
        try {
            var ids = new ArrayList<String>();
            for (var i = 0; i < cases; i++) {
                ids.add(post(centre(), example("in-country")).statusCode(201).extract().path("id").toString());
                update("UPDATE outbox SET state = 'DEAD', claim = NULL, attempts = 8, last_failure = 'amqp:decode-error' "
                        + "WHERE application_id = ?", ids.get(i));
            }
            return ids;
        } finally {
            RealParts.broker().start();
        }
    }
}
