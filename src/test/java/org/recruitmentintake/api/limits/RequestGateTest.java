package org.recruitmentintake.api.limits;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.api.CorrelationId;
import org.recruitmentintake.security.RawHttp;

/** Checks that apply to each request, before its resource is known. */
@QuarkusTest
@WithTestResource(RealParts.class)
class RequestGateTest {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Inject
    Router router;

    @ParameterizedTest
    @ValueSource(strings = {"/probe/text", "/nothing", "/probe/failures/bug", "/probe/caller"})
    void everyAnswerHasSecurityHeadersAndATraceId(String path) {
        given().get(path).then()
                .header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", startsWith("default-src 'none'")).header("Server", nullValue())
                .header("traceparent", matchesPattern("00-[0-9a-f]{32}-[0-9a-f]{16}-00"));
    }

    @Test
    void traceIdOfTheCallerIsKept() {
        given().header("traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01").get("/probe/text").then()
                .header("traceparent", startsWith("00-" + TRACE_ID + "-"));
        assertEquals(TRACE_ID,
                CorrelationId.traceId("cc-" + TRACE_ID + "-00f067aa0ba902b7-01-members-of-a-later-version"));
    }

    @Test
    void requestsThatAreSentAtOnceAreAllAnswered() throws IOException {
        assertEquals(UnansweredRequests.MOST, answersTo(UnansweredRequests.MOST));
    }

    /** Attack: the service would keep all requests of a connection in memory. */
    @Test
    void connectionWithTooManyUnansweredRequestsIsClosed() throws IOException {
        // The requests of the first piece of 2 KB are not counted.
        var requests = 20 * UnansweredRequests.MOST;
        var answers = answersTo(requests);
        assertTrue(answers < requests, answers + " answers");
    }

    /** The number of answers to requests that are sent in one piece; the last one asks to close the connection. */
    private static int answersTo(int requests) throws IOException {
        var request = "GET /probe/text HTTP/1.1\r\nHost: x\r\n";
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(((request + "\r\n").repeat(requests - 1) + request
                    + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            var answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answers.split("HTTP/1.1 200 OK", -1).length - 1;
        } catch (SocketException closedWithUnreadRequests) {
            return 0;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "nonsense",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"})
    void malformedTraceIdIsReplaced(String traceparent) {
        var traceId = CorrelationId.traceId(traceparent);
        assertTrue(traceId.matches("[0-9a-f]{32}"), traceId);
        assertNotEquals(TRACE_ID, traceId);
        assertNotEquals(traceId, CorrelationId.traceId(traceparent));
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024 + 1, 900_000})
    void tooLargeBodyIsRefused(int length) {
        given().contentType("application/json").body(" ".repeat(length)).post("/probe/forms").then()
                .statusCode(413).contentType("application/problem+json").body("code", equalTo("too-large"));
    }

    /** The server may close the connection of a client that is still sending, so this test sends no body. */
    @Test
    void tooLargeContentLengthIsRefusedWithoutABody() throws IOException {
        var answer = exchange("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 3000000\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 413 ") && answer.contains("application/problem+json")
                && answer.contains("\"too-large\""), answer);
    }

    @Test
    void bodyOfTheLargestSizeIsRead() {
        given().contentType("application/json").body(" ".repeat(64 * 1024)).post("/probe/forms").then()
                .statusCode(400).body("code", equalTo("invalid-body"));
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024 + 1, 300_000})
    void tooLargeChunkedBodyIsRefused(int length) throws IOException {
        var answer = exchange("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + Integer.toHexString(length) + "\r\n"
                + " ".repeat(length)
                + "\r\n0\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 413 ") && answer.contains("\"too-large\""), answer);
    }

    @Test
    void connectionStaysOpenAfterALargeChunkedBody() throws IOException {
        var answer = exchange("POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(300_000) + "\r\n" + " ".repeat(300_000)
                + "\r\n0\r\n\r\nGET /probe/text HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 413 ") && answer.contains("HTTP/1.1 200 OK"), answer);
    }

    @Test
    void connectionStaysOpenAfterATooLargeBody() throws IOException {
        var answer = exchange(
                "POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n" + " ".repeat(70_000)
                        + "GET /probe/text HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 413 ") && answer.contains("HTTP/1.1 200 OK"), answer);
    }

    /** The limits per connection assume one request at a time. The test tries an upgrade and prior knowledge. */
    @Test
    void http2IsRefused() throws Exception {
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        var text = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/probe/text")).build();
        assertEquals(HttpClient.Version.HTTP_1_1, client.send(text, BodyHandlers.ofString()).version());
        var answer = exchange("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/[12].[01] 400 .*"), answer);
    }

    @Test
    void requestWithoutAHostIsAProblem() throws IOException {
        var answer = exchange("GET /probe/text HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400 ") && answer.contains("\"invalid-header\""), answer);
    }

    @Test
    void pathThatDoesNotStartAtTheRootIsNotFound() throws IOException {
        var answer = exchange("GET probe/text HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 404 ") && answer.contains("\"not-found\""), answer);
    }

    /** Besides the resources: the OpenAPI document, and the pages below /q/, which the artefact does not contain. */
    @Test
    void routerServesNoOtherPaths() {
        var paths = new TreeSet<String>();
        router.getRoutes().stream().map(route -> route.getPath()).filter(path -> path != null && !path.equals("/"))
                .forEach(paths::add);
        paths.removeIf(path -> path.equals("/q/"));
        assertEquals(Set.of("/openapi", "/openapi.json", "/openapi.yaml", "/openapi.yml"), paths);
    }

    /** The HTTP codec answers these requests before any code of the service, without a problem. The docs say so. */
    @ParameterizedTest
    @ValueSource(strings = {
            "nonsense\r\n\r\n",
            "GET /probe/text HTTP/1.1\r\nHost: x\r\nA B: c\r\n\r\n",
            "POST /probe/forms HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n"})
    void malformedHttpGetsEmpty400(String request) throws IOException {
        var answer = exchange(request);
        assertTrue(answer.matches("(?s)HTTP/1\\.[01] 400 .*\r\n\r\n"), answer);
    }

    private static String exchange(String requests) throws IOException {
        return RawHttp.exchange("127.0.0.1", requests);
    }
}
