package org.recruitmentintake.tools.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** The service's public API, as a back end calls it. Fetches the tokens and never sends them to the browser. */
final class IntakeApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 3;
    /** Too many requests, unavailable: the request is repeated after {@code Retry-After}. */
    private static final Set<Integer> REPEATED_LATER = Set.of(429, 503);
    private static final int LONGEST_PAUSE_SECONDS = 5;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final Map<Map<String, String>, String> tokens = new ConcurrentHashMap<>();
    private final URI service;
    private final URI issuer;

    IntakeApi(URI service, URI issuer) {
        this.service = service;
        this.issuer = issuer;
    }

    /** @param status 0 without an answer */
    record Answer(int status, JsonNode body, String etag) {

        boolean ok() { return status >= 200 && status < 300; }

        /** The problem's stable code; empty if there is none. */
        String code() { return body.path("code").asText(); }
    }

    /** @param credentials what the issuer asks for: client, role, and what the client is bound to */
    Client as(Map<String, String> credentials, String language) {
        return new Client(credentials, language);
    }

    /** Calls as one client in one language. */
    final class Client {

        private final Map<String, String> credentials;
        private final String language;

        private Client(Map<String, String> credentials, String language) {
            this.credentials = credentials;
            this.language = language;
        }

        Answer get(String path) { return send(request(path).GET(), true); }

        /** One key an application: a repeat after a lost answer gives the same answer, and there is one application. */
        Answer apply(JsonNode application, String idempotencyKey) {
            return send(request("/v1/applications").header("Idempotency-Key", idempotencyKey)
                    .header("Content-Type", "application/json").POST(body(application)), true);
        }

        /** Reads only, so that it may be repeated. */
        Answer ask(String path, JsonNode question) {
            return send(request(path).header("Content-Type", "application/json").POST(body(question)), true);
        }

        /** A change, which is never repeated automatically: if it was made, the repeated request would be stale. */
        Answer change(String method, String path, String etag, JsonNode change) {
            var type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
            var request = request(path).method(method, body(change)).header("Content-Type", type);
            return send(etag.isEmpty() ? request : request.header("If-Match", etag), false);
        }

        /** Such as a withdrawal; not repeated either. */
        Answer changeWithoutBody(String method, String path) {
            return send(request(path).method(method, BodyPublishers.noBody()), false);
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(service.resolve(path)).timeout(Duration.ofSeconds(15))
                    .header("Accept-Language", language);
        }

        private Answer send(HttpRequest.Builder request, boolean repeatable) {
            for (var attempt = 1;; attempt++) {
                try {
                    var answer = http.send(request.setHeader("Authorization", "Bearer " + token()).build(),
                            BodyHandlers.ofString());
                    var last = attempt == ATTEMPTS;
                    if (answer.statusCode() == 401 && !last) {
                        tokens.remove(credentials);
                    } else if (!REPEATED_LATER.contains(answer.statusCode()) || last || !pause(answer)) {
                        return new Answer(answer.statusCode(), json(answer.body()),
                                answer.headers().firstValue("ETag").orElse(""));
                    }
                } catch (IOException noAnswer) {
                    if (!repeatable || attempt == ATTEMPTS) return new Answer(0, MissingNode.getInstance(), "");
                } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                    return new Answer(0, MissingNode.getInstance(), "");
                }
            }
        }

        private String token() throws IOException, InterruptedException {
            var known = tokens.get(credentials);
            if (known != null) return known;
            var form = credentials.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                    .collect(Collectors.joining("&"));
            var token = http.send(HttpRequest.newBuilder(issuer.resolve("/token")).timeout(Duration.ofSeconds(5))
                    .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form))
                    .build(), BodyHandlers.ofString());
            if (token.statusCode() != 200) throw new IOException("the issuer gives no token");
            tokens.put(credentials, token.body());
            return token.body();
        }
    }

    private static HttpRequest.BodyPublisher body(JsonNode json) { return BodyPublishers.ofString(json.toString()); }

    private static boolean pause(HttpResponse<String> answer) throws InterruptedException {
        var seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
        if (seconds > LONGEST_PAUSE_SECONDS) return false;
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        return true;
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
