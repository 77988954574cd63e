package org.recruitmentintake.tools.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.recruitmentintake.tools.environment.TokenIssuer;

/** Sends requests of portals and desks to a replica, one at a time. */
final class Desks {

    record Answer(int status, String text, String tag) {

        JsonNode body() {
            try {
                return JSON.readTree(text);
            } catch (IOException failure) {
                throw new IllegalStateException(text, failure);
            }
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TokenIssuer issuer;

    Desks(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    /** Posts evidence, a step or a resolution to the present version of a case. */
    void postEvent(ServiceProcess at, String token, String id, String kind, String body) throws Exception {
        var answer = ask(at, token, "POST", "/v1/applications/" + id + "/" + kind, body, "If-Match", tag(at, id));
        assertEquals(200, answer.status, answer.text);
    }

    String tag(ServiceProcess at, String id) throws Exception { return read(at, id, reviewer()).tag; }

    String state(ServiceProcess at, String id) throws Exception {
        return read(at, id, reviewer()).body().get("state").asText();
    }

    /** The dossier, as a recruiting centre reads it. */
    JsonNode dossier(ServiceProcess at, String id) throws Exception {
        return read(at, id, centre()).body().path("dossier");
    }

    Answer read(ServiceProcess at, String id, String token) throws Exception {
        var answer = ask(at, token, "GET", "/v1/applications/" + id, "");
        assertEquals(200, answer.status, answer.text);
        return answer;
    }

    Answer post(ServiceProcess at, String token, String key, String body) throws Exception {
        return ask(at, token, "POST", "/v1/applications", body, "Idempotency-Key", key);
    }

    Answer ask(ServiceProcess at, String token, String method, String path, String body, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(at.address().resolve(path)).timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofString(body)).header("Authorization", "Bearer " + token);
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) request.headers(headers);
        var answer = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body(), answer.headers().firstValue("ETag").orElse(null));
    }

    String portal() { return token("portal-one", "portal"); }

    String embassy() {
        return issuer.token(Map.of("client", "embassy-ottawa", "role", "embassy", "embassies", "ca-ottawa",
                "person", "attache-1"));
    }

    String centre() {
        return issuer.token(Map.of("client", "centre-one", "role", "recruiting-centre", "branches",
                "GROUND_FORCES", "person", "officer-1"));
    }

    String reviewer() {
        return issuer.token(Map.of("client", "review-desk", "role", "reviewer", "person", "reviewer-1"));
    }

    String token(String client, String role) {
        return issuer.token(Map.of("client", client, "role", role));
    }
}
