package org.recruitmentintake.tools.page;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.recruitmentintake.tools.page.Question.Route;

/** From a form to the body of a request, and back. The form checks nothing, since the service names each fault. */
final class Body {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Groups with members that are required: a patch holds all of them, or the service refuses it. */
    private static final Set<String> WHOLE = Set.of("presence", "polygraphGrounds", "dataProcessing", "verification",
            "polygraph");

    private Body() {}

    /** @param consents when the consents were given */
    static ObjectNode application(Route route, List<Question> questions, Answers answers, Instant consents) {
        var body = JSON.objectNode();
        body.put("route", route.name());
        // Always sent, so that each missing member is named by its own pointer.
        body.putObject("applicant").putObject("document");
        body.putObject("consents");
        for (var question : questions) {
            var value = value(question, answers, consents);
            if (value != null) put(body, question.pointer(), value);
        }
        if (answers.has("attested")) body.set("attested", texts(answers.all("attested")));
        return body;
    }

    /** The body of a pre-check: without name, number and address of the person. */
    static ObjectNode preCheck(Route route, List<Question> questions, Answers answers, Instant now) {
        var anonymous = questions.stream().filter(question -> !question.identifies()).toList();
        return application(route, anonymous, answers, now);
    }

    /** The difference of two bodies, as a JSON Merge Patch: null removes a member, an array is replaced whole. */
    static ObjectNode patch(JsonNode before, JsonNode after) {
        var patch = JSON.objectNode();
        before.fieldNames().forEachRemaining(name -> {
            if (!after.has(name)) patch.putNull(name);
        });
        after.fields().forEachRemaining(member -> {
            var old = before.get(member.getKey());
            var now = member.getValue();
            if (now.equals(old)) return;
            if (old == null || !now.isObject()) {
                patch.set(member.getKey(), now);
                return;
            }
            var difference = patch(old, now);
            if (WHOLE.contains(member.getKey())) difference.setAll((ObjectNode) now);
            patch.set(member.getKey(), difference);
        });
        return patch;
    }

    /** The answers of a form for a body, for example for a dossier. */
    static Answers answers(JsonNode body) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var question : Question.ALL) {
            var value = body.at(question.pointer());
            if (value.isMissingNode() || value.isNull()) continue;
            switch (question.kind()) {
                case DATE -> {
                    var parts = value.asText().split("-");
                    values.put(question.pointer() + ".year", List.of(parts[0]));
                    values.put(question.pointer() + ".month", List.of(parts[1]));
                    values.put(question.pointer() + ".day", List.of(parts[2]));
                }
                case MANY, COUNTRIES -> values.put(question.pointer(),
                        CaseView.list(value).stream().map(JsonNode::asText).toList());
                case CONSENT -> values.put(question.pointer(), List.of(value.path("given").asText()));
                case TICK -> {
                    if (value.asBoolean()) values.put(question.pointer(), List.of("true"));
                }
                default -> values.put(question.pointer(), List.of(value.asText()));
            }
        }
        return new Answers(values);
    }

    /** Null without an answer. */
    static JsonNode value(Question question, Answers answers, Instant consents) {
        var text = answers.one(question.pointer());
        return switch (question.kind()) {
            case DATE -> date(question, answers);
            case MANY, COUNTRIES -> answers.has(question.pointer()) ? texts(answers.all(question.pointer())) : null;
            case CONSENT -> text.isEmpty() ? null
                    : JSON.objectNode().put("given", text.equals("true")).put("at", consents.toString());
            case YES_NO, TICK -> text.isEmpty() ? null : BooleanNode.valueOf(text.equals("true"));
            default -> text.isEmpty() ? null : TextNode.valueOf(text);
        };
    }

    static void put(ObjectNode body, String pointer, JsonNode value) {
        var at = JsonPointer.compile(pointer);
        var parent = body;
        for (; !at.tail().matches(); at = at.tail()) {
            parent = parent.withObject("/" + at.getMatchingProperty());
        }
        parent.set(at.getMatchingProperty(), value);
    }

    /** Text that is no date is sent as it was typed, so that the service names the fault. */
    private static JsonNode date(Question question, Answers answers) {
        var year = answers.one(question.pointer() + ".year");
        var month = answers.one(question.pointer() + ".month");
        var day = answers.one(question.pointer() + ".day");
        if (year.isEmpty() && month.isEmpty() && day.isEmpty()) return null;
        return TextNode.valueOf("%s-%2s-%2s".formatted(year, month, day).replace(' ', '0'));
    }

    private static ArrayNode texts(List<String> values) {
        var array = JSON.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
