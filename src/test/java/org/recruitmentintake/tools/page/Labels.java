package org.recruitmentintake.tools.page;

import com.fasterxml.jackson.databind.JsonNode;

/** The service's words for its codes, in one language. */
record Labels(JsonNode labels) {

    String of(Question question, String code) { return of(code); }

    String of(String code) {
        var plain = code.toLowerCase().replace('_', ' ').replace('-', ' ');
        return plain.isEmpty() ? plain : Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
    }
}
