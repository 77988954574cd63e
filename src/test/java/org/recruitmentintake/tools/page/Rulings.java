package org.recruitmentintake.tools.page;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.recruitmentintake.tools.page.IntakeApi.Answer;

/** The parts of a case that only a reviewer sees: the other cases, the rulings, and the rules of another day. */
final class Rulings {

    private static final Words WORDS = Words.ofDesks();
    /** The prefix of a field's name, before the condition. */
    private static final String RULE = "rule ";
    private static final List<String> OPEN = List.of("REVIEW", "REFUSAL_PROPOSED");

    private final Directory directory;
    private final Labels labels;
    private final Answers answers;

    Rulings(Directory directory, Answers answers) {
        this.directory = directory;
        this.labels = directory.labels(WORDS);
        this.answers = answers;
    }

    Html forms(String id, Answer read) {
        var others = CaseView.list(read.body().path("otherCases"));
        var open = CaseView.list(read.body().path("decision").path("findings")).stream()
                .filter(finding -> OPEN.contains(finding.path("consequence").asText())).toList();
        return Html.of("{}{}", others.isEmpty() ? null : Html.of("<h2>Other cases of the document</h2><ul>{}</ul>",
                Html.each(others, other -> Html.of("<li><a href=\"/desks/reviewer/{}\">{}</a> {}{}</li>",
                        other.path("id").asText(), other.path("id").asText(), labels.of("state", other.path("state")),
                        other.path("match").asBoolean() ? ", a match" : ""))),
                open.isEmpty() ? null : Html.of("""
                        <h2>Rule</h2><form method="post" action="/desks/reviewer/{}/rulings">
                        <input type="hidden" name="etag" value="{}">{}
                        <p><button name="dry" value="1" class="quiet">Show what would follow</button>
                        <button>Rule</button></p></form>
                        """, id, read.etag(), Html.each(open, this::ruling)));
    }

    /** The rulings that the consequence allows, each with the reasons that belong to it. */
    private Html ruling(JsonNode finding) {
        var id = finding.path("condition").asText();
        var condition = CaseView.list(directory.conditions(WORDS)).stream()
                .filter(one -> one.path("id").asText().equals(id)).findFirst().orElseThrow();
        var choices = new ArrayList<Html>();
        for (var ruling : condition.path("reasons")) {
            var name = ruling.path("ruling").asText();
            if (name.equals("SATISFIED") && finding.path("consequence").asText().equals("REFUSAL_PROPOSED")) continue;
            for (var reason : ruling.path("reasons")) {
                var value = name + " " + reason.asText();
                var field = id + "-" + name + "-" + reason.asText();
                choices.add(Html.of("""
                        <div class="choice"><input type="radio" name="{}{}" id="{}" value="{}"{}>
                        <label for="{}">{}: {}</label></div>
                        """, RULE, id, field, value, Html.flag("checked", answers.one(RULE + id).equals(value)), field,
                        labels.of("ruling", name), labels.of("ruling-reason", reason)));
            }
        }
        return Html.of(
                "<div class=\"question\"><fieldset><legend>{}</legend><p class=\"hint\">{}</p>{}</fieldset></div>",
                condition.path("text").asText(), finding.path("text").asText(), choices);
    }

    /** For example {@code {"rulings": [{"condition": "no-conviction", "ruling": "SATISFIED", "reason": …}]}}. */
    static ObjectNode body(Answers answers) {
        var body = JsonNodeFactory.instance.objectNode();
        var rulings = body.putArray("rulings");
        answers.values().forEach((name, values) -> {
            if (!name.startsWith(RULE)) return;
            var chosen = values.get(0).split(" ", 2);
            rulings.addObject().put("condition", name.substring(RULE.length())).put("ruling", chosen[0])
                    .put("reason", chosen[chosen.length - 1]);
        });
        return body;
    }

    static Html replayForm(String id, Answers answers) {
        return Html.of("""
                <h2>The rules of another day</h2><form method="post" action="/desks/reviewer/{}/replay" class="inline">
                <label for="day">Day, for example 2024-02-20</label>
                <input id="day" name="day" value="{}" size="10">
                <button class="quiet">Replay</button></form>
                """, id, answers.one("day"));
    }

    /** The findings that differ between the stored decision and the rules of that day. */
    static Html replayed(JsonNode replay, CaseView view) {
        var differing = CaseView.list(replay.path("differing"));
        return Html.of("<div class=\"inset\" role=\"status\"><h2>Under the rules of {}</h2>{}</div>",
                replay.path("replayed").path("day").asText(), differing.isEmpty() ? Html.of("<p>Nothing differs.</p>")
                        : Html.of("""
                                <table><caption>What differs</caption><thead><tr><th scope="col">Condition</th>
                                <th scope="col">As decided</th><th scope="col">On that day</th></tr></thead>
                                <tbody>{}</tbody></table>
                                """, Html.each(differing, id -> Html.of(
                                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>", view.title(id.asText()),
                                view.result(replay.path("stored"), id), view.result(replay.path("replayed"), id)))));
    }
}
