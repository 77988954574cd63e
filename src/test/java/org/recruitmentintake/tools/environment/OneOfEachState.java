package org.recruitmentintake.tools.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.recruitmentintake.Waiting;

/**
 * Creates one case in each state over HTTP, for contract tests: {@code POST /cases} of the development issuer. Each
 * line of the answer is a state, the id, the client that posted the case, and its version.
 */
public final class OneOfEachState {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> STEPS = List.of("FIRST_CONTACT", "DOCUMENTS", "INTERVIEW", "VISA",
            "ENLISTMENT_REQUEST");

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String service;
    private final Function<Map<String, String>, String> tokens;

    /**
     * @param service address of the service
     * @param tokens gives a token for the form fields of a request, see {@link TokenIssuer}
     */
    public OneOfEachState(String service, Function<Map<String, String>, String> tokens) {
        this.service = service;
        this.tokens = tokens;
    }

    /** The lines of the answer, by the state that was wanted. */
    public Map<String, String> make() throws IOException, InterruptedException {
        var made = new LinkedHashMap<String, String>();
        made.put("IN_PROGRESS", post(portal(), example("embassy")));
        made.put("CLEARED_FOR_TRAVEL", cleared());
        made.put("IN_REVIEW", inReview());
        made.put("REFUSED", refused());
        made.put("ACCEPTED", post(centre(), example("in-country")));
        made.put("FORWARDED", post(centre(), example("in-country")));
        made.put("WITHDRAWN", withdrawn());
        made.put("ERASED", erased());
        var lines = new LinkedHashMap<String, String>();
        for (var each : made.entrySet()) {
            lines.put(each.getKey(), line(each.getKey(), each.getValue()));
        }
        return lines;
    }

    /** The line names the current state: an accepted case may already be forwarded. */
    private String line(String wanted, String id) throws IOException, InterruptedException {
        var owner = List.of("ACCEPTED", "FORWARDED", "IN_REVIEW", "REFUSED").contains(wanted) ? centre() : portal();
        if (wanted.equals("FORWARDED")) Waiting.await().until(() -> state(read(owner, id)).equals(wanted));
        var answer = read(owner, id);
        return state(answer) + " " + id + " " + owner.get("client") + " "
                + answer.headers().firstValue("ETag").orElse("-");
    }

    private HttpResponse<String> read(Map<String, String> client, String id) throws IOException, InterruptedException {
        return send(client, "GET", "/v1/applications/" + id, null, null);
    }

    private static String state(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body()).path("state").asText();
    }

    private String cleared() throws IOException, InterruptedException {
        var id = post(portal(), example("embassy"));
        for (var step : STEPS) {
            var body = JSON.createObjectNode().put("on", "2026-02-01").put("step", step);
            if (step.equals("VISA")) body.put("visa", "WAIVED");
            change(embassy(), id, "steps", body.toString());
        }
        change(embassy(), id, "evidence", "{\"pieces\":[{\"evidence\":\"CONVICTIONS\",\"convictions\":\"NONE\"}]}");
        return id;
    }

    private String inReview() throws IOException, InterruptedException {
        var application = example("in-country");
        ((ObjectNode) application.get("statement")).put("convictions", "SPENT");
        return post(centre(), application);
    }

    private String refused() throws IOException, InterruptedException {
        var id = inReview();
        change(Map.of("client", "reviewer-demo", "role", "reviewer"), id, "resolutions",
                "{\"rulings\":[{\"condition\":\"no-conviction\",\"ruling\":\"REFUSE\","
                        + "\"reason\":\"CONDITION_NOT_MET\"}]}");
        return id;
    }

    private String withdrawn() throws IOException, InterruptedException {
        var id = post(portal(), example("embassy"));
        ok(send(portal(), "POST", "/v1/applications/" + id + "/withdrawal", null, null));
        return id;
    }

    private String erased() throws IOException, InterruptedException {
        var id = post(portal(), example("embassy"));
        ok(send(Map.of("client", "privacy-demo", "role", "privacy"), "DELETE", "/v1/applications/" + id, null, null));
        return id;
    }

    private String post(Map<String, String> client, JsonNode application) throws IOException, InterruptedException {
        return JSON.readTree(ok(send(client, "POST", "/v1/applications", application.toString(), null)).body())
                .path("id").asText();
    }

    private void change(Map<String, String> client, String id, String kind, String body)
            throws IOException, InterruptedException {
        var path = "/v1/applications/" + id;
        var tag = ok(send(client, "GET", path, null, null)).headers().firstValue("ETag").orElseThrow();
        ok(send(client, "POST", path + "/" + kind, body, tag));
    }

    private HttpResponse<String> send(Map<String, String> client, String method, String path, String body, String tag)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(service + path))
                .header("Authorization", "Bearer " + tokens.apply(client))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, UTF_8));
        if (body != null) request.header("Content-Type", "application/json");
        if (tag != null) request.header("If-Match", tag);
        if (path.equals("/v1/applications")) request.header("Idempotency-Key", UUID.randomUUID().toString());
        return http.send(request.build(), BodyHandlers.ofString(UTF_8));
    }

    private static HttpResponse<String> ok(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.request().method() + " " + answer.uri() + ": " + answer.statusCode() + " "
                    + answer.body());
        }
        return answer;
    }

    private static Map<String, String> portal() { return Map.of("client", "portal-demo", "role", "portal"); }

    private static Map<String, String> embassy() {
        return Map.of("client", "embassy-demo", "role", "embassy", "embassies", "ca-ottawa");
    }

    private static Map<String, String> centre() {
        return Map.of("client", "centre-demo", "role", "recruiting-centre", "branches", "GROUND_FORCES");
    }

    /** An example of the docs with its own document number. */
    private static ObjectNode example(String name) throws IOException {
        var example = (ObjectNode) JSON.readTree(Files.readAllBytes(Path.of("docs/examples", name + ".json")));
        ((ObjectNode) example.at("/applicant/document")).put("number",
                "T" + UUID.randomUUID().toString().substring(0, 18).toUpperCase());
        return example;
    }
}
