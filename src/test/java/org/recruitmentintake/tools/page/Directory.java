package org.recruitmentintake.tools.page;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.recruitmentintake.tools.page.IntakeApi.Answer;

/** The public data of the service: labels, conditions, embassies, flow. Each is read once and kept. */
final class Directory {

    private static final Map<String, String> READER = Map.of("client", "portal-demo", "role", "portal");

    private final IntakeApi api;
    private final Map<String, JsonNode> read = new ConcurrentHashMap<>();

    Directory(IntakeApi api) {
        this.api = api;
    }

    CaseView view(Words words) { return new CaseView(words, labels(words), conditions(words)); }

    Labels labels(Words words) { return new Labels(published("/v1/labels", words.language())); }

    JsonNode conditions(Words words) { return published("/v1/conditions", words.language()); }

    JsonNode flow(Words words) { return published("/v1/flow", words.language()); }

    JsonNode embassies() { return published("/v1/embassies", "en"); }

    Answer preCheck(Words words, Map<String, String> credentials, ObjectNode application) {
        return api.as(credentials, words.language()).ask("/v1/eligibility-checks", application);
    }

    /** Empty if the service does not answer. */
    private JsonNode published(String path, String language) {
        var known = read.get(path + language);
        if (known != null) return known;
        var answer = api.as(READER, language).get(path);
        if (answer.ok()) read.put(path + language, answer.body());
        return answer.body();
    }
}
