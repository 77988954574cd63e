package org.recruitmentintake.tools.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a person filled in, by the names of the fields; blank values are left out. */
record Answers(Map<String, List<String>> values) {

    static final Answers NONE = new Answers(Map.of());

    /** @param encoded a query, or the body of a form */
    static Answers parse(String encoded) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var pair : encoded == null ? new String[0] : encoded.split("&")) {
            var parts = pair.split("=", 2);
            var value = parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8).strip();
            if (!value.isEmpty()) {
                values.computeIfAbsent(URLDecoder.decode(parts[0], UTF_8), name -> new ArrayList<>()).add(value);
            }
        }
        return new Answers(values);
    }

    /** The only or first value; empty where there is none. */
    String one(String name) {
        return all(name).isEmpty() ? "" : all(name).get(0);
    }

    List<String> all(String name) { return values.getOrDefault(name, List.of()); }

    Answers with(String name, String value) {
        var more = new LinkedHashMap<>(values);
        more.put(name, List.of(value));
        return new Answers(more);
    }

    boolean has(String name) { return values.containsKey(name); }
}
