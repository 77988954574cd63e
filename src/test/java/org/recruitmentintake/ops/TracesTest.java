package org.recruitmentintake.ops;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Waiting.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.RealParts;

/** Traces reach a collector and contain no personal data. */
@QuarkusTest
@WithTestResource(RealParts.class)
@WithTestResource(TracesTest.Collector.class)
class TracesTest {

    private static final String CANARY = "Kanarek" + UUID.randomUUID().toString().replace("-", "");

    /** A collector for OTLP over HTTP, to which the service sends the traces of all requests instead of one in ten. */
    public static class Collector implements QuarkusTestResourceLifecycleManager {

        private final List<String> received = new CopyOnWriteArrayList<>();
        private HttpServer server;

        @Override
        public Map<String, String> start() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            server.createContext("/", exchange -> {
                try (exchange) {
                    var body = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                            ? new GZIPInputStream(exchange.getRequestBody())
                            : exchange.getRequestBody();
                    received.add(exchange.getRequestURI() + "\n" + new String(body.readAllBytes(), ISO_8859_1));
                    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            server.start();
            return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.traces.sampler.arg", "1.0",
                    "quarkus.otel.bsp.schedule.delay", "200ms",
                    "quarkus.otel.exporter.otlp.protocol", "http/protobuf", "quarkus.otel.exporter.otlp.endpoint",
                    "http://localhost:" + server.getAddress().getPort());
        }

        @Override
        public void stop() { server.stop(0); }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(received, new TestInjector.MatchesType(List.class));
        }
    }

    List<String> received;

    @Test
    void tracesHoldNothingPersonal() throws Exception {
        var application = example("in-country");
        ((ObjectNode) application.get("applicant")).put("name", CANARY + "Name").put("email", CANARY + "@example.org");
        ((ObjectNode) application.at("/applicant/document")).put("number", CANARY.substring(0, 20).toUpperCase());
        application.put("preferredUnit", CANARY + "Unit");
        var id = centre().header("Idempotency-Key", CANARY + "Key").contentType("application/json")
                .body(application.toString())
                .post("/v1/applications").then().statusCode(201).extract().path("id")
                .toString();
        // The canary in queries, in unknown paths and in headers.
        assertEquals(404, statusOf("/v1/" + CANARY + "Path"));
        assertEquals(400, statusOf("/v1/applications?cursor=" + CANARY + "Cursor"));
        assertEquals(404, statusOf("/v1/applications/" + CANARY + "Id"));
        assertEquals(400, statusOf("/v1/conditions?on=" + CANARY + "Day"));
        assertEquals(400, statusOf("/v1/applications?limit=1&canary=" + CANARY + "Query"));
        assertEquals("HTTP/1.1 200 OK", statusLineForHost(CANARY + "Host.example.org"));
        await().untilAsserted(
                () -> centre().get("/v1/applications/" + id).then().body("state", is("FORWARDED")));

        await().until(() -> spans().contains("/v1/applications/{id}") && spans().contains("/v1/flow"));
        assertTrue(spans().contains("/v1/traces"), "the traces are sent by OTLP");
        assertTrue(spans().contains("recruitment-intake"), "the traces name the service");
        assertEquals(List.of(),
                received.stream().filter(each -> each.toLowerCase().contains("kanarek")).toList());
        assertEquals(List.of(), received.stream()
                .filter(each -> each.contains("Bearer") || each.contains("eyJ") || each.contains("canary=")
                        || each.contains("192.0.2.77")
                        || each.contains(id))
                .toList());
    }

    private static int statusOf(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path)).header(
                "Authorization", "Bearer " + RealParts.token("review-desk", "reviewer"))
                .header("User-Agent", CANARY + "Agent")
                .header("X-Forwarded-For", "192.0.2.77").build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    }

    /** The JDK's client does not allow to set this header. */
    private static String statusLineForHost(String host) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(("GET /v1/flow HTTP/1.1\r\nHost: " + host + "\r\nForwarded: host=" + host
                    + "\r\nX-Forwarded-Host: " + host + "\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1).lines().findFirst().orElseThrow();
        }
    }

    private String spans() { return String.join("\n", received); }
}
