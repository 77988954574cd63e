package org.recruitmentintake;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.reviewer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** Concurrent submissions share a statement, but each client gets the answer to its own request. */
@QuarkusTest
@WithTestResource(RealParts.class)
class PostedTogetherTest {

    private static final int AT_ONCE = 24;

    @Test
    void eachClientGetsItsOwnAnswer() throws Exception {
        var ids = new HashSet<String>();
        for (var answer : concurrently(client -> post(UUID.randomUUID().toString(), Cases.example("in-country")))) {
            assertEquals(201, answer.statusCode(), answer.asString());
            assertEquals("ACCEPTED", answer.path("state"));
            ids.add(answer.path("id"));
        }
        assertEquals(AT_ONCE, ids.size());
        for (var id : ids) {
            Cases.assertIntact(id);
            reviewer().get("/v1/applications/" + id + "/journal").then().statusCode(200)
                    .body("entries[0].action", is("SUBMITTED"));
        }
    }

    @Test
    void sharedKeyMakesOneCase() throws Exception {
        var key = UUID.randomUUID().toString();
        var body = Cases.example("in-country");
        var answers = new HashSet<String>();
        for (var answer : concurrently(client -> post(key, body))) {
            assertEquals(201, answer.statusCode(), answer.asString());
            answers.add(answer.asString());
        }
        assertEquals(1, answers.size());
    }

    @Test
    void reusedKeyFailsNoOtherRequest() throws Exception {
        var key = UUID.randomUUID().toString();
        assertEquals(201, post(key, Cases.example("in-country")).statusCode());
        var answers = concurrently(
                client -> post(client % 4 == 0 ? key : UUID.randomUUID().toString(), Cases.example("in-country")));
        for (var i = 0; i < AT_ONCE; i++) {
            assertEquals(i % 4 == 0 ? 422 : 201, answers.get(i).statusCode(), answers.get(i).asString());
        }
    }

    /** Every third client posts the same document. One of these cases is handed over; the others need a reviewer. */
    @Test
    void oneConcurrentCaseOfADocumentIsAccepted() throws Exception {
        var number = "D" + UUID.randomUUID().toString().substring(0, 12).toUpperCase();
        var answers = concurrently(client -> {
            var body = Cases.example("in-country");
            if (client % 3 == 0) ((ObjectNode) body.at("/applicant/document")).put("number", number);
            return post(UUID.randomUUID().toString(), body);
        });
        var accepted = 0;
        for (var i = 0; i < AT_ONCE; i++) {
            assertEquals(201, answers.get(i).statusCode(), answers.get(i).asString());
            if (i % 3 != 0) assertEquals("ACCEPTED", answers.get(i).path("state"));
            else if (answers.get(i).path("state").equals("ACCEPTED")) accepted++;
            else
                assertEquals("IN_REVIEW", answers.get(i).path("state"));
        }
        assertEquals(1, accepted);
    }

    private static Response post(String key, ObjectNode body) {
        return centre().header("Idempotency-Key", key).contentType("application/json").body(body.toString())
                .post("/v1/applications");
    }

    /** Posts as one of the concurrent clients. */
    private interface ConcurrentPost {
        Response send(int client);
    }

    private static List<Response> concurrently(ConcurrentPost post) throws Exception {
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var start = new CyclicBarrier(AT_ONCE);
            var all = new ArrayList<Callable<Response>>();
            for (var i = 0; i < AT_ONCE; i++) {
                var client = i;
                all.add(() -> {
                    start.await();
                    return post.send(client);
                });
            }
            var answers = new ArrayList<Response>();
            for (Future<Response> answer : threads.invokeAll(all)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
