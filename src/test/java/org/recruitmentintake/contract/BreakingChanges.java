package org.recruitmentintake.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What of a new document breaks a client of the old one. A request may come to allow more and an answer to promise more;
 * neither may lose anything. Of openapi-diff 2.1.2 it was tried whether it sees this in a 3.1 document: it misses a newly
 * required member and a changed type, so it is not used.
 */
final class BreakingChanges {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode before;
    private final JsonNode after;
    private final Set<String> found = new TreeSet<>();
    private final Set<String> seen = new HashSet<>();

    private BreakingChanges(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    static List<String> between(JsonNode before, JsonNode after) {
        var changes = new BreakingChanges(before, after);
        before.path("paths").fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
            if (METHODS.contains(method.getKey())) {
                changes.operation(method.getKey().toUpperCase() + " " + path.getKey(), method.getValue(),
                        after.path("paths").path(path.getKey()).path(method.getKey()));
            }
        }));
        return List.copyOf(changes.found);
    }

    private void operation(String at, JsonNode old, JsonNode now) {
        if (now.isMissingNode()) {
            found.add(at + ": removed");
            return;
        }
        if (!old.path("operationId").equals(now.path("operationId"))) found.add(at + ": another operationId");
        parameters(at, old, now);
        var ways = texts(now.path("security"));
        var lost = texts(old.path("security"));
        lost.removeAll(ways);
        if (!lost.isEmpty() || old.path("security").isEmpty() && !ways.isEmpty()) found.add(at + ": who may call it");
        if (!old.has("requestBody") && now.path("requestBody").path("required").asBoolean()) {
            found.add(at + ": a body is needed");
        }
        old.path("requestBody").path("content").fields().forEachRemaining(content -> {
            var same = now.path("requestBody").path("content").path(content.getKey());
            if (same.isMissingNode()) found.add(at + ": no longer takes " + content.getKey());
            schema(at + " request", content.getValue().path("schema"), same.path("schema"), true);
        });
        old.path("responses").fields().forEachRemaining(response -> {
            var status = at + " " + response.getKey();
            var same = resolved(after, now.path("responses").path(response.getKey()));
            if (same.isMissingNode()) {
                if (response.getKey().startsWith("2")) found.add(status + ": removed");
                return;
            }
            resolved(before, response.getValue()).path("headers").fieldNames().forEachRemaining(header -> {
                if (!same.path("headers").has(header)) found.add(status + ": no longer has the header " + header);
            });
            resolved(before, response.getValue()).path("content").fields().forEachRemaining(content -> {
                var type = same.path("content").path(content.getKey());
                if (type.isMissingNode()) found.add(status + ": no longer answers " + content.getKey());
                schema(status, content.getValue().path("schema"), type.path("schema"), false);
            });
        });
    }

    private void parameters(String at, JsonNode old, JsonNode now) {
        var known = named(before, old);
        var next = named(after, now);
        known.forEach((name, parameter) -> {
            var same = next.getOrDefault(name, MissingNode.getInstance());
            if (same.isMissingNode()) {
                found.add(at + ": parameter " + name + " removed");
            } else {
                schema(at + " " + name, parameter.path("schema"), same.path("schema"), true);
            }
        });
        next.forEach((name, parameter) -> {
            var wasNeeded = known.containsKey(name) && known.get(name).path("required").asBoolean();
            if (parameter.path("required").asBoolean() && !wasNeeded)
                found.add(at + ": parameter " + name + " is needed");
        });
    }

    private static TreeMap<String, JsonNode> named(JsonNode document, JsonNode operation) {
        var named = new TreeMap<String, JsonNode>();
        operation.path("parameters").forEach(reference -> {
            var parameter = resolved(document, reference);
            named.put(parameter.path("in").asText() + " " + parameter.path("name").asText(), parameter);
        });
        return named;
    }

    private void schema(String at, JsonNode oldReference, JsonNode newReference, boolean request) {
        if (newReference.isMissingNode() || !seen.add(oldReference + "|" + newReference + request)) return;
        var old = resolved(before, oldReference);
        var now = resolved(after, newReference);
        for (var keyword : List.of("type", "format", "pattern", "const", "if", "then", "else", "not")) {
            if (!old.path(keyword).equals(now.path(keyword))) found.add(at + ": another " + keyword);
        }
        limits(at, old, now, request);
        members(at, old, now, request);
        if (old.has("items")) schema(at + "/*", old.path("items"), now.path("items"), request);
        for (var way : List.of("anyOf", "allOf")) {
            if (old.path(way).size() != now.path(way).size()) found.add(at + ": another " + way);
            for (int i = 0; i < old.path(way).size(); i++) {
                schema(at, old.path(way).path(i), now.path(way).path(i), request);
            }
        }
    }

    private void limits(String at, JsonNode old, JsonNode now, boolean request) {
        if (request) {
            var lost = texts(old.path("enum"));
            lost.removeAll(texts(now.path("enum")));
            if (now.has("enum") && (!lost.isEmpty() || !old.has("enum"))) found.add(at + ": values less " + lost);
        }
        for (var keyword : List.of("maxLength", "maxItems", "maximum", "minLength", "minItems", "minimum",
                "uniqueItems")) {
            var limit = now.path(keyword);
            if (limit.isMissingNode() || limit.equals(old.path(keyword)) || !request) continue;
            var wider = old.has(keyword) && (keyword.startsWith("max") ? limit.asLong() > old.path(keyword).asLong()
                    : limit.asLong() < old.path(keyword).asLong());
            if (!wider) found.add(at + ": a tighter " + keyword);
        }
    }

    private void members(String at, JsonNode old, JsonNode now, boolean request) {
        old.path("properties").fields().forEachRemaining(member -> {
            var same = now.path("properties").path(member.getKey());
            if (same.isMissingNode()) found.add(at + "/" + member.getKey() + ": removed");
            schema(at + "/" + member.getKey(), member.getValue(), same, request);
        });
        var missing = request ? texts(now.path("required")) : texts(old.path("required"));
        missing.removeAll(request ? texts(old.path("required")) : texts(now.path("required")));
        missing.forEach(name -> found.add(at + "/" + name + (request ? ": needed now" : ": no longer always there")));
    }

    private static TreeSet<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.isTextual() ? text.asText() : text.toString()));
        return new TreeSet<>(texts);
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        return Stream.iterate(node, one -> document.at(one.path("$ref").asText().substring(1)))
                .filter(one -> !one.has("$ref")).findFirst().orElseThrow();
    }
}
