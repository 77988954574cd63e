package org.recruitmentintake.api.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.model.Fault;

/**
 * A JSON Merge Patch (RFC 7396) of a record.
 *
 * @param isRequired whether a record requires this member
 */
record MergePatch(JsonNode patch, BiPredicate<Class<?>, String> isRequired) {

    /** Null removes a member, an object is merged, anything else replaces. */
    JsonNode appliedTo(JsonNode target) {
        return merged(target, patch);
    }

    /**
     * Faults that the merged tree does not show. A removed member must have a name that exists: with a misspelt name
     * the member that the client wants to remove would stay. An optional group with required members must be sent
     * whole: otherwise the error would reveal whether the rest is stored already.
     */
    List<Fault> faults(JavaType type) {
        var faults = new ArrayList<Fault>();
        check(patch, type, "", faults);
        return faults;
    }

    private void check(JsonNode part, JavaType type, String at, List<Fault> faults) {
        if (!part.isObject() || !type.getRawClass().isRecord()) return;
        var known = BodyShape.membersOf(type);
        part.properties().forEach(member -> {
            var name = member.getKey();
            var value = member.getValue();
            if (!known.containsKey(name)) {
                if (value.isNull()) faults.add(new Fault(BodyShape.below(at, name), ProblemException.UNKNOWN_FIELD));
                return;
            }
            check(value, known.get(name), at + "/" + name, faults);
            if (value.isObject() && !isRequired.test(type.getRawClass(), name)) {
                checkWhole(value, known.get(name), at + "/" + name, faults);
            }
        });
    }

    private void checkWhole(JsonNode group, JavaType type, String at, List<Fault> faults) {
        if (!type.getRawClass().isRecord()) return;
        BodyShape.membersOf(type).keySet().stream()
                .filter(name -> !group.hasNonNull(name) && isRequired.test(type.getRawClass(), name))
                .forEach(name -> faults.add(new Fault(at + "/" + name, ProblemException.REQUIRED)));
    }

    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) return patch;
        var merged = target instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                merged.remove(change.getKey());
            } else {
                merged.set(change.getKey(), merged(merged.get(change.getKey()), change.getValue()));
            }
        });
        return merged;
    }
}
