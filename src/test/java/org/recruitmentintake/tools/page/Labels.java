package org.recruitmentintake.tools.page;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** The service's words for its codes, in one language: {@code GET /v1/labels}. */
record Labels(JsonNode labels) {

    /** The codes of a list, in the order in which a form would ask. */
    List<String> codes(String list) {
        return entries(list).map(entry -> entry.path("code").asText()).toList();
    }

    /** The code itself if it has no label, since a newer service may have further codes. */
    String of(String list, String code) {
        return entries(list).filter(entry -> entry.path("code").asText().equals(code))
                .map(entry -> entry.path("label").asText()).findFirst().orElse(code);
    }

    String of(String list, JsonNode code) { return of(list, code.asText()); }

    /** The sentence of a code, or its name where it has none. */
    String sentence(String list, JsonNode code) {
        return entries(list).filter(entry -> entry.path("code").equals(code) && entry.has("text"))
                .map(entry -> entry.path("text").asText()).findFirst().orElse(of(list, code));
    }

    private Stream<JsonNode> entries(String list) {
        return CaseView.list(labels.path("lists")).stream().filter(one -> one.path("list").asText().equals(list))
                .flatMap(one -> CaseView.list(one.path("labels")).stream());
    }
}
