package org.recruitmentintake.security;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.as;
import static org.recruitmentintake.Waiting.await;
import static org.recruitmentintake.security.SmallLimits.ANONYMOUS_BODIES;
import static org.recruitmentintake.security.SmallLimits.OF_AN_ADDRESS;
import static org.recruitmentintake.security.SmallLimits.OF_A_CLIENT;
import static org.recruitmentintake.security.SmallLimits.OF_A_PERSON;
import static org.recruitmentintake.security.SmallLimits.PLACES;
import static org.recruitmentintake.security.SmallLimits.SHARE_OF_AN_ADDRESS;
import static org.recruitmentintake.security.SmallLimits.SHARE_OF_A_PERSON;
import static org.recruitmentintake.security.SmallLimits.THREADS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.RealParts;

/**
 * Attacks by many and by slow requests. The limits are small here, no bucket is refilled within a test, and each test
 * has its own clients and addresses.
 */
@QuarkusTest
@WithTestResource(RealParts.class)
@WithTestResource(SmallLimits.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LimitsTest {

    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final AtomicInteger ADDRESSES = new AtomicInteger(10);
    private static final Map<String, Socket> IDLE = new ConcurrentHashMap<>();

    /** The answer to a body that never ends. */
    private static CompletableFuture<String> endless;

    private final List<Socket> held = new ArrayList<>();

    /** Opened before the first test, so that their time-outs pass during the others. The order only saves time. */
    @BeforeEach
    void openSlowConnections() throws IOException {
        if (endless != null) return;
        endless = sendEndlessBody();
        for (var each : unfinishedRequests().toList()) IDLE.put(each, RawHttp.open(newAddress(), each));
    }

    @AfterEach
    void hangUp() throws IOException {
        for (var socket : held) {
            socket.close();
        }
    }

    /** Attack: one client sends many requests, so that others get no answer. */
    @Test
    void clientOverItsLimitAffectsNoOther() {
        // Two clerks, neither of whom reaches the limit of a person.
        for (int i = 0; i < OF_A_CLIENT; i++) {
            readCase("busy-embassy", "clerk-" + i % 2).then().statusCode(404);
        }
        readCase("busy-embassy", "clerk-0").then().statusCode(429)
                .contentType("application/problem+json").body("code", equalTo("too-many-requests"))
                .header("Retry-After", matchesPattern("[0-9]{1,5}"));
        readCase("another-embassy", "clerk-0").then().statusCode(404);
    }

    /** Attack: one clerk of an embassy sends many requests, so that the other clerks get no answer. */
    @Test
    void personOverTheLimitAffectsNoOther() {
        for (int i = 0; i < 3 * OF_A_CLIENT; i++) {
            readCase("embassy-form", "busy-clerk");
        }
        readCase("embassy-form", "busy-clerk").then().statusCode(429);
        readCase("embassy-form", "other-clerk").then().statusCode(404);
    }

    /** Attack: a caller over the limit sends bodies, which the service parses or stores. */
    @Test
    void bodyOfCallerOverTheLimitIsNotRead() {
        for (int i = 0; i < OF_A_PERSON; i++) {
            postBrokenBody("posting-portal").then().statusCode(400);
        }
        postBrokenBody("posting-portal").then().statusCode(429);
    }

    /** Attack: pre-checks with many passports, without a token, with forged addresses. */
    @Test
    void forgedHeadersDoNotEvadeTheLimit() throws Exception {
        var address = newAddress();
        var body = "{\"route\":\"EMBASSY\"}";
        var refused = 0;
        for (int i = 0; i < 12; i++) {
            var answer = RawHttp.exchange(address, "POST /v1/eligibility-checks HTTP/1.1\r\nHost: x\r\n"
                    + "X-Forwarded-For: 203.0.113." + i + "\r\nForwarded: for=203.0.113." + i + "\r\nUser-Agent: other"
                    + i
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                    + "\r\nConnection: close\r\n\r\n" + body);
            if (answer.startsWith("HTTP/1.1 429 ")) refused++;
            else
                assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
        assertEquals(12 - OF_AN_ADDRESS, refused);
        assertEquals(200, RawHttp.status(newAddress(), "GET", "/v1/flow"), "another address is not limited");
    }

    /** Attack: paths that the limits might not recognise. */
    @ParameterizedTest
    @ValueSource(strings = {
            "GET /openapi", "GET /openapi/", "GET //openapi", "GET /openapi//", "GET /%6fpenapi", "GET /OPENAPI",
            "GET /openapi.json", "GET /openapi.yaml", "GET /openapi?format=json", "GET /openapi;a=b",
            "GET /x/../openapi",
            "GET /./openapi", "HEAD /openapi", "OPTIONS /openapi", "POST /openapi", "OPTIONS *", "GET /",
            "GET /nothing",
            "GET nothing", "GET /v1/nothing", "GET /v1/flow", "GET /v1/flow/", "GET //v1//flow", "GET /v1/%66low",
            "GET /v1/conditions", "GET /v1/applications", "PUT /v1/flow", "BREW /v1/flow", "GET /.well-known/jwks.json",
            "GET /.well-known//jwks.json", "GET http://x/openapi"})
    void everyRequestWithoutAValidTokenIsLimited(String request) throws Exception {
        var line = request.split(" ");
        for (var headers : new String[][] {{}, {"Authorization: Bearer nonsense"}, {"Authorization: Basic eDp5"}}) {
            var address = newAddress();
            for (int i = 0; i < OF_AN_ADDRESS; i++) {
                RawHttp.status(address, line[0], line[1], headers);
            }
            assertEquals(429, RawHttp.status(address, line[0], line[1], headers), String.join(" ", headers));
        }
    }

    /** An invalid token does not bypass the limit of the address. */
    @Test
    void requestsWithInvalidTokensAreLimitedByAddress() throws Exception {
        var address = newAddress();
        var other = RealParts.token("somebody", "portal");
        var forged = "Authorization: Bearer " + other.substring(0, other.lastIndexOf('.') + 1) + "AAAA";
        for (int i = 0; i < OF_AN_ADDRESS; i++) {
            assertEquals(401, RawHttp.status(address, "GET", "/v1/applications", forged));
        }
        assertEquals(429, RawHttp.status(address, "GET", "/v1/applications", forged));
        assertEquals(404, RawHttp.status(address, "GET", "/v1/applications/" + UUID.randomUUID(),
                "Authorization: Bearer " + other), "a valid token counts for its client");
    }

    /** Attack: a body that never ends holds a worker thread. */
    @Test
    @Order(Integer.MAX_VALUE)
    void bodyThatNeverEndsIsCutOff() throws Exception {
        var answer = endless.get(120, TimeUnit.SECONDS);
        assertTrue(answer.startsWith("HTTP/1.1 408 ") && answer.contains("\"request-timeout\""), answer);
    }

    /** Sends a byte now and then, so that the connection is not idle. */
    private static CompletableFuture<String> sendEndlessBody() throws IOException {
        var socket = RawHttp.open(newAddress(), unfinished("slow-portal"));
        var writing = Executors.newSingleThreadScheduledExecutor();
        writing.scheduleWithFixedDelay(() -> {
            try {
                socket.getOutputStream().write(' ');
            } catch (IOException closed) {
                writing.shutdown();
            }
        }, 500, 500, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> {
            try (socket) {
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } finally {
                writing.shutdownNow();
            }
        });
    }

    /** More slow bodies than places and threads, from different clients. Other clients are still served. */
    @Test
    void slowBodiesHoldNeitherPlaceNorThread() throws Exception {
        for (var i = 0; i < PLACES + THREADS; i++) {
            holdBody(newAddress(), unfinished("on-its-way-" + i));
        }
        for (var i = 0; i < 5; i++) {
            readCase().then().statusCode(404);
        }
        for (var socket : held) {
            assertEquals(0, socket.getInputStream().available(), "no slow body has an answer");
        }
    }

    /** Attack: slow bodies of one clerk lock out the other clerks of the embassy. */
    @Test
    void slowBodiesOfOnePersonAffectNoOther() throws Exception {
        for (var i = 0; i < SHARE_OF_A_PERSON; i++) {
            holdBody(newAddress(), unfinished("slow-embassy", "slow-clerk"));
        }
        // A second, as for a full share; the rate would refuse for hours.
        postBrokenBody("slow-embassy", "slow-clerk").then().statusCode(429).header("Retry-After", "1");
        postBrokenBody("slow-embassy", "other-clerk").then().statusCode(400);
        readCase("slow-embassy", "other-clerk").then().statusCode(404);
    }

    /** Attack: slow bodies without a token, from several addresses, lock out clients with a token. */
    @Test
    void anonymousSlowBodiesFillNoPoolOfCallersWithToken() throws Exception {
        var body = "POST /v1/eligibility-checks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1000\r\n\r\n{";
        for (var i = 0; i < ANONYMOUS_BODIES / SHARE_OF_AN_ADDRESS; i++) {
            var address = newAddress();
            for (var j = 0; j < SHARE_OF_AN_ADDRESS; j++) {
                holdBody(address, body);
            }
            if (i == 0) assertEquals("HTTP/1.1 429 Too Many Requests", firstLine(address, body), "its share is full");
        }
        assertEquals("HTTP/1.1 503 Service Unavailable", firstLine(newAddress(), body), "the pool is full");
        readCase().then().statusCode(404);
        postBrokenBody("beside-slow-bodies").then().statusCode(400);
        assertEquals(200, RawHttp.status(newAddress(), "GET", "/v1/flow"), "a request without a body is served");
    }

    /** Attack: clients that close their connections fill the queue of requests that wait for a thread. */
    @Test
    void abandonedRequestsKeepTheirPlaceUntilTheyAreDone() throws Exception {
        try (var database = Owner.connection(); var lock = database.createStatement()) {
            database.setAutoCommit(false);
            lock.execute("LOCK TABLE application IN ACCESS EXCLUSIVE MODE");
            var requests = IntStream.range(0, THREADS + 3 * PLACES).mapToObj(i -> get("gone-" + i)).toList();
            for (var request : requests) {
                hold("127.0.0.1", request);
            }
            // A request that arrives before those that are held waits like them, until its connection is closed.
            await().ignoreExceptions().until(() -> readFlow().statusCode() == 503);
            hangUp();
            for (var i = 0; i < 3; i++) {
                readFlow().then().statusCode(503).body("code", equalTo("unavailable"))
                        .header("Retry-After", matchesPattern("[0-9]{1,4}"));
            }
            database.rollback();
        }
        await().until(() -> readFlow().statusCode() == 200);
    }

    /** Attack: requests over one connection whose answers are never read. */
    @Test
    void connectionWithUnreadAnswersIsNotReadOn() throws Exception {
        var many = (get("never-reads").replaceAll("/v1/applications/[^ ]+", "/v1/conditions")).repeat(100)
                .getBytes(StandardCharsets.US_ASCII);
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(16 * 1024);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            var written = new AtomicLong();
            var writing = new Thread(() -> {
                try {
                    while (true) {
                        socket.getOutputStream().write(many);
                        written.addAndGet(many.length);
                    }
                } catch (IOException closed) {
                    return;
                }
            });
            writing.start();
            var before = new AtomicLong(-1);
            await().until(() -> written.get() > 0);
            await().pollInterval(Duration.ofSeconds(2))
                    .until(() -> before.getAndSet(written.get()) == written.get());
            // More than the buffers of both kernels can hold.
            assertTrue(written.get() < 64_000_000, written + " bytes were accepted");
        }
    }

    /** Attack: a connection without a request, or with an unfinished one, stays open. */
    @ParameterizedTest
    @MethodSource("unfinishedRequests")
    void idleConnectionIsCutOff(String beginning) throws IOException {
        assertEquals("", RawHttp.rest(IDLE.get(beginning)));
    }

    static Stream<String> unfinishedRequests() {
        return Stream.of("", "GET /v1/flow HTTP/1.1\r\nHost: x\r\n", "GET /v1/fl");
    }

    /** Attack: endless headers fill the memory. */
    @ParameterizedTest
    @CsvSource({"20000, 431", "15000, 200"})
    void headersThatAreTooLargeAreRefused(int length, int status) throws Exception {
        assertEquals(status, RawHttp.status(newAddress(), "GET", "/v1/flow", "X: " + "a".repeat(length)));
    }

    /** Attack: a search for product versions with known weaknesses. */
    @Test
    void answerNamesNoProductAndNoVersion() throws Exception {
        for (var path : new String[] {"/nothing", "/v1/applications", "/%zz"}) {
            var answer = RawHttp
                    .exchange(newAddress(), "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .toLowerCase();
            assertTrue(answer.startsWith("http/1.1 4"), answer);
            for (var word : new String[] {"\nserver:", "x-powered-by", "quarkus", "vert.x", "netty", "resteasy",
                    "jackson", "java", "postgres"}) {
                assertFalse(answer.contains(word), word + " in " + answer);
            }
        }
    }

    /** An address that no other test uses. */
    private static String newAddress() {
        var number = ADDRESSES.incrementAndGet();
        return "127.0." + (1 + number / 200) + "." + (1 + number % 200);
    }

    private void hold(String address, String beginning) throws IOException {
        held.add(RawHttp.open(address, beginning));
    }

    /** Waits until the service receives the body: then the body has its place. */
    private void holdBody(String address, String beginning) throws IOException {
        hold(address, beginning.replaceFirst("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));
        var answer = held.get(held.size() - 1).getInputStream().readNBytes(CONTINUE.length());
        assertEquals(CONTINUE, new String(answer, StandardCharsets.US_ASCII));
    }

    private static String firstLine(String address, String request) throws IOException {
        try (var socket = RawHttp.open(address, request)) {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    /** A body of which the first byte has arrived. */
    private static String unfinished(String client) {
        return unfinished(client, client);
    }

    private static String unfinished(String client, String person) {
        return "POST /v1/applications HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Idempotency-Key: 0123456789\r\nAuthorization: Bearer "
                + RealParts.token(Map.of("client", client, "person", person, "role", "recruiting-centre", "branches",
                        "GROUND_FORCES"))
                + "\r\nContent-Length: 1000\r\n\r\n{";
    }

    private static String get(String client) {
        return "GET /v1/applications/" + UUID.randomUUID() + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + RealParts.token(client, "portal") + "\r\n\r\n";
    }

    /** By a client without earlier requests. */
    private static Response readCase() {
        return readCase(UUID.randomUUID().toString());
    }

    private static Response readFlow() {
        return as(UUID.randomUUID().toString(), "portal").header("Connection", "close").get("/v1/flow");
    }

    private static Response readCase(String client) {
        return as(client, "portal").header("Connection", "close").get("/v1/applications/" + UUID.randomUUID());
    }

    private static Response readCase(String client, String person) {
        return as(clerk(client, person)).header("Connection", "close").get("/v1/applications/" + UUID.randomUUID());
    }

    private static Response postBrokenBody(String client) {
        return as(client, "portal").header("Connection", "close").contentType("application/json").body("{")
                .post("/v1/applications");
    }

    private static Response postBrokenBody(String client, String person) {
        return as(clerk(client, person)).header("Connection", "close").contentType("application/json").body("{")
                .post("/v1/applications");
    }

    private static Map<String, String> clerk(String client, String person) {
        return Map.of("client", client, "person", person, "role", "recruiting-centre", "branches", "GROUND_FORCES");
    }
}
