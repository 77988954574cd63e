package org.recruitmentintake.security;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.as;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.RealParts;

/** Who asks too often is told to wait; who never ends a request is cut off. The limits are made small here. */
@QuarkusTest
@TestProfile(LimitsTest.Small.class)
@WithTestResource(RealParts.class)
class LimitsTest {

    private static final int PLACES = 8;
    private static final int SHARE = 3;
    private static final int THREADS = 4;

    /** Small enough to be reached in a test. */
    public static class Small implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("intake.limits.client.requests", "5", "intake.limits.client.per", "1H",
                    "intake.limits.address.requests", "4", "intake.limits.address.per", "3S",
                    "intake.limits.client.at-once", String.valueOf(SHARE),
                    "intake.http.most-under-way", String.valueOf(PLACES),
                    "quarkus.thread-pool.max-threads", String.valueOf(THREADS),
                    "quarkus.http.read-timeout", "2S", "quarkus.http.idle-timeout", "3S");
        }
    }

    @Test
    void aClientThatAsksTooOftenIsToldToWaitAndTheOthersAreNot() {
        for (int i = 0; i < 5; i++) {
            as("busy-portal", "portal").get("/v1/applications/" + UUID.randomUUID()).then().statusCode(404);
        }
        as("busy-portal", "portal").get("/v1/applications/" + UUID.randomUUID()).then().statusCode(429)
                .contentType("application/problem+json").body("code", equalTo("too-many-requests"))
                .header("Retry-After", matchesPattern("[0-9]{1,4}"));
        as("another-portal", "portal").get("/v1/applications/" + UUID.randomUUID()).then().statusCode(404);
    }

    /** Before its body is read, and before anything is stored. */
    @Test
    void beyondTheLimitABodyIsNotLookedAt() {
        for (int i = 0; i < 5; i++) {
            as("posting-portal", "portal").contentType("application/json").body("{").post("/v1/applications").then()
                    .statusCode(400);
        }
        as("posting-portal", "portal").contentType("application/json").body("{").post("/v1/applications").then()
                .statusCode(429);
    }

    @Test
    void whoTriesOutPassportsIsSlowedDownWhateverItSaysOfItself() throws Exception {
        Thread.sleep(3500);
        var refused = 0;
        for (int i = 0; i < 12; i++) {
            var answer = given().header("X-Forwarded-For", "203.0.113." + i).header("Forwarded", "for=203.0.113." + i)
                    .header("User-Agent", "other" + i).contentType("application/json")
                    .body("{\"route\":\"EMBASSY\"}").post("/v1/eligibility-checks");
            if (answer.statusCode() == 429) refused++;
            else
                answer.then().statusCode(200);
        }
        assertTrue(refused >= 5, refused + " of 12");
        Thread.sleep(3500);
        given().get("/v1/flow").then().statusCode(200);
    }

    @Test
    void aBodyThatNeverEndsIsCutOff() throws Exception {
        var began = System.nanoTime();
        var answer = trickle(unfinished("slow-portal"));
        assertTrue(answer.startsWith("HTTP/1.1 408 ") && answer.contains("\"request-timeout\""), answer);
        assertTrue(System.nanoTime() - began < 15e9, "cut off in time");
    }

    /** And a request that breaks off leaves its place to the next, time and again. */
    @Test
    void whoComesOnTopOfWhatIsUnderWayIsTurnedAwayUntilThereIsRoomAgain() throws Exception {
        for (var round = 0; round < 3; round++) {
            var held = new ArrayList<Socket>();
            for (var i = 0; i < PLACES; i++) {
                held.add(opened(unfinished("holding-" + round + i)));
            }
            await().atMost(Duration.ofMillis(1500)).until(() -> asked().statusCode() == 503);
            asked().then().statusCode(503).body("code", equalTo("unavailable"))
                    .header("Retry-After", matchesPattern("[0-9]{1,4}"));
            for (var socket : held) {
                socket.close();
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> asked().statusCode() == 404);
        }
    }

    @Test
    void aClientHasItsShareOfThePlacesAndNoMore() throws Exception {
        var held = new ArrayList<Socket>();
        for (var i = 0; i < SHARE; i++) {
            held.add(opened(unfinished("greedy-portal")));
        }
        Thread.sleep(500);
        as("greedy-portal", "portal").get("/v1/applications/" + UUID.randomUUID()).then().statusCode(429)
                .body("code", equalTo("too-many-requests")).header("Retry-After", equalTo("1"));
        asked().then().statusCode(404);
        for (var socket : held) {
            socket.close();
        }
    }

    /** More of them than there are threads, and somebody else is served before the first of them is cut off. */
    @Test
    void aBodyOnItsWayHoldsNoThread() throws Exception {
        var began = System.nanoTime();
        var held = new ArrayList<Socket>();
        for (var i = 0; i <= THREADS; i++) {
            held.add(opened(unfinished("on-its-way-" + i)));
        }
        Thread.sleep(500);
        asked().then().statusCode(404);
        assertTrue(System.nanoTime() - began < 1.9e9, "before the two seconds that a body may take");
        for (var socket : held) {
            socket.close();
        }
    }

    /** Whoever hangs up has given back the place, but what was asked is still to be done. */
    @Test
    void whatWaitsForAThreadIsCountedThoughNobodyWaitsForItsAnswer() throws Exception {
        try (var database = Owner.connection(); var lock = database.createStatement()) {
            database.setAutoCommit(false);
            lock.execute("LOCK TABLE application IN ACCESS EXCLUSIVE MODE");
            for (var i = 0; i < THREADS + PLACES; i++) {
                try (var gone = opened("GET /v1/applications/" + UUID.randomUUID() + " HTTP/1.1\r\nHost: x\r\n"
                        + "Authorization: Bearer " + RealParts.token("gone-" + i, "portal") + "\r\n\r\n")) {
                    // Long enough to be let in.
                    Thread.sleep(70);
                }
            }
            asked().then().statusCode(503).body("code", equalTo("unavailable"));
            database.rollback();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> asked().statusCode() == 404);
    }

    @Test
    void whoAsksForTheDescriptionOfTheServiceTooOftenIsToldToWait() throws Exception {
        Thread.sleep(3500);
        for (var i = 0; i < 4; i++) {
            given().get("/openapi").then().statusCode(200);
        }
        given().get("/openapi.json").then().statusCode(429);
        given().get("/openapi?format=json").then().statusCode(429).contentType("application/problem+json")
                .body("code", equalTo("too-many-requests")).header("Retry-After", matchesPattern("[0-9]{1,4}"));
        Thread.sleep(3500);
        given().get("/openapi").then().statusCode(200);
    }

    /** 100,000 answers would be some 60 MB, kept for whoever would perhaps read them one day. */
    @Test
    void whoAsksOnAndOnWithoutReadingIsNotAnsweredOnAndOn() throws Exception {
        var many = "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(16 * 1024);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            var writing = new Thread(() -> {
                try {
                    for (var i = 0; i < 100; i++) {
                        socket.getOutputStream().write(many);
                    }
                } catch (IOException closed) {
                    return;
                }
            });
            writing.start();
            Thread.sleep(3000);
            // What was kept all the same comes now, to its end or to the hang-up.
            var answers = 0;
            try (var lines = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.contains("HTTP/1.1 404 ")) answers++;
                }
            } catch (SocketException hungUp) {
                // As it should be.
            }
            assertTrue(answers < 20_000, answers + " answers");
        }
    }

    /** A body of which the first byte has come. */
    private static String unfinished(String client) {
        return "POST /v1/applications HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Idempotency-Key: 0123456789\r\nAuthorization: Bearer " + RealParts.token(client, "portal")
                + "\r\nContent-Length: 1000\r\n\r\n{";
    }

    private static Socket opened(String beginning) throws IOException {
        var socket = new Socket("localhost", RestAssured.port);
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** By a client that has asked nothing before. */
    private static Response asked() {
        return as(UUID.randomUUID().toString(), "portal").get("/v1/applications/" + UUID.randomUUID());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /v1/flow HTTP/1.1\r\nHost: x\r\n", "GET /v1/fl"})
    void aRequestThatNeverBeginsOrNeverEndsIsCutOff(String beginning) throws Exception {
        var began = System.nanoTime();
        assertEquals("", trickle(beginning));
        assertTrue(System.nanoTime() - began < 15e9, "cut off in time");
    }

    @Test
    void headersThatAreTooLargeAreRefused() throws Exception {
        var answer = trickle("GET /v1/flow HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 431 ") || answer.startsWith("HTTP/1.1 400 "), answer);
    }

    @Test
    void anAnswerNamesNoProductAndNoVersion() throws Exception {
        for (var path : new String[] {"/nothing", "/v1/applications", "/%zz"}) {
            var answer = trickle("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").toLowerCase();
            for (var word : new String[] {"\nserver:", "x-powered-by", "quarkus", "vert.x", "netty", "resteasy",
                    "jackson",
                    "java", "postgres"}) {
                assertTrue(!answer.contains(word), word + " in " + answer);
            }
        }
    }

    /** Writes, then waits until the other side has had enough. */
    private static String trickle(String beginning) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException never) {
            throw new AssertionError("still open after 20 s");
        }
    }
}
