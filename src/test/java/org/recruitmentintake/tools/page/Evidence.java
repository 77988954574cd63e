package org.recruitmentintake.tools.page;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Evidence that a desk has seen: which questions it answers, and the piece of the request that attests it. */
final class Evidence {

    private static final Map<String, List<String>> POINTERS = Map.of(
            "IDENTITY", List.of("/applicant/citizenships", "/applicant/stateless", "/applicant/document/kind",
                    "/applicant/document/country", "/applicant/document/validUntil"),
            "BIRTH_DATE", List.of("/applicant/birthDate"),
            "PRESENCE", List.of("/statement/presence/basis", "/statement/presence/validUntil"),
            "CONVICTIONS", List.of("/statement/convictions"),
            "FITNESS", List.of("/statement/fitness"),
            "SELECTION", List.of("/statement/selection/psychological", "/statement/selection/physical"),
            "SPECIAL_CHECK", List.of("/statement/specialCheck"),
            "SERVICE_PAPERS", List.of("/statement/servicePapers"),
            "POLYGRAPH_GROUNDS",
            List.of("/statement/polygraphGrounds/stateSecrets", "/statement/polygraphGrounds/doubtfulData"));

    /** In the order in which a person would follow it. */
    static final List<String> ATTESTED = List.of("IDENTITY", "BIRTH_DATE", "CONVICTIONS", "SERVICE_PAPERS", "PRESENCE",
            "FITNESS", "SELECTION", "SPECIAL_CHECK", "POLYGRAPH_GROUNDS");

    private Evidence() {}

    static List<Question> questions(String evidence) {
        return POINTERS.get(evidence).stream().map(Question::at).toList();
    }

    /** For example {@code {"evidence": "CONVICTIONS", "convictions": "NONE"}}. */
    static ObjectNode piece(String evidence, Answers answers) {
        var body = JsonNodeFactory.instance.objectNode().put("evidence", evidence);
        for (var question : questions(evidence)) {
            var value = Body.value(question, answers, null);
            if (value != null) Body.put(body, member(question.pointer()), value);
        }
        return body;
    }

    /** The question that a violation's pointer into a request of evidence belongs to. */
    static String pointer(String violation) {
        var member = violation.replaceFirst("^/pieces/[0-9]+", "");
        if (member.isEmpty()) return violation;
        return ATTESTED.stream().flatMap(evidence -> POINTERS.get(evidence).stream())
                .filter(pointer -> (member(pointer) + "/").startsWith(member + "/")
                        || member.startsWith(member(pointer) + "/"))
                .findFirst().orElse(violation);
    }

    private static String member(String pointer) {
        if (pointer.equals("/applicant/birthDate")) return "/birthDate";
        return pointer.replace("/applicant/document/", "/identity/").replace("/applicant/", "/identity/")
                .replace("/statement/", "/");
    }
}
