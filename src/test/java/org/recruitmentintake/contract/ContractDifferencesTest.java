package org.recruitmentintake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.Contract;
import org.recruitmentintake.Contract.Answer;
import org.recruitmentintake.Contract.Request;

/**
 * Each test changes the committed document or an answer, and the check of exchanges finds the difference.
 * ContractFilterTest does the same with the installed filter and a document of its own.
 */
class ContractDifferencesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POST = "/paths/~1v1~1applications/post";
    private static final String SCHEMAS = "/components/schemas/";

    private ObjectNode document;
    private ObjectNode request;
    private ObjectNode answer;
    private final Map<String, String> headers = new TreeMap<>(Map.of("content-type", "application/json",
            "etag", "\"1-en\"", "location", "/v1/applications/7b1b6a52-6f3f-4a39-9a63-9d4f3f0d9a11",
            "content-language", "en"));

    @BeforeEach
    void createCorrectExchange() throws IOException {
        document = (ObjectNode) Committed.yaml(Committed.OPENAPI);
        var examples = document.path("components").path("examples");
        request = examples.path("ApplicationRequest.embassyRoute").path("value").deepCopy();
        answer = examples.path("Application.posted").path("value").deepCopy();
    }

    @Test
    void correctExchangePasses() {
        assertEquals(List.of(), breaches(201));
    }

    @Test
    void removedStatusIsFound() {
        ((ObjectNode) document.at(POST + "/responses")).remove("201");
        assertFound(201, "status 201 is not documented");
    }

    @Test
    void undocumentedStatusOfAnAnswerIsFound() {
        assertFound(202, "status 202 is not documented");
    }

    @Test
    void additionalRequiredMemberIsFound() {
        ((ObjectNode) document.at(SCHEMAS + "Application")).withArray("required").add("owner");
        assertFound(201, "required");
    }

    @Test
    void omittedMemberOfAnAnswerIsFound() {
        answer.remove("nextSteps");
        assertFound(201, "required");
    }

    @Test
    void anotherTypeInTheDocumentIsFound() {
        ((ObjectNode) document.at(SCHEMAS + "Application/properties/attention")).put("type", "string");
        assertFound(201, "'/attention': type");
    }

    @Test
    void undocumentedMemberOfAnAnswerIsFound() {
        answer.put("score", 7);
        assertFound(201, "additionalProperties");
    }

    @Test
    void malformedTimeInTheAnswerIsFound() {
        answer.put("createdAt", "yesterday");
        assertFound(201, "'/createdAt'");
    }

    @Test
    void undocumentedValueIsFound() {
        answer.put("state", "PAUSED");
        assertFound(201, "'/state': enum");
    }

    @Test
    void omittedHeaderOfAnAnswerIsFound() {
        headers.remove("etag");
        assertFound(201, "header ETag of the answer is missing");
    }

    @Test
    void anotherMediaTypeIsFound() {
        headers.put("content-type", "text/html");
        assertFound(201, "media type 'text/html', which is not documented");
    }

    @Test
    void tighterLimitInTheDocumentIsFound() {
        ((ObjectNode) document.at(SCHEMAS + "Applicant/properties/name")).put("maxLength", 3);
        assertFound(201, "'/applicant/name': maxLength");
    }

    @Test
    void forbiddenMemberOfARequestIsFound() {
        ((ObjectNode) request.path("applicant")).put("callsign", "Test");
        assertFound(201, "'/applicant': additionalProperties");
    }

    @Test
    void brokenRuleBetweenMembersOfARequestIsFound() {
        request.remove("embassy");
        assertFound(201, "request at ''");
    }

    @Test
    void errorWithoutAProblemIsFound() {
        headers.put("content-type", "application/problem+json");
        answer = JSON.createObjectNode().put("error", "no");
        assertFound(400, "required");
    }

    private void assertFound(int status, String breach) {
        var breaches = breaches(status);
        assertTrue(breaches.stream().anyMatch(one -> one.contains(breach)), breaches.toString());
    }

    private List<String> breaches(int status) {
        return new Contract(document.toString()).breaches(
                new Request("POST", "/v1/applications", Map.of(),
                        Map.of("content-type", "application/json", "idempotency-key", "0f7c1f66-54b1"), text(request)),
                new Answer(status, headers, text(answer)));
    }

    private static String text(JsonNode node) { return node.toString(); }
}
