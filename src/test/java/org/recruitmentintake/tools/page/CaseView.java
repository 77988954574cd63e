package org.recruitmentintake.tools.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/** A case, a pre-check or a replay as markup. */
final class CaseView {

    private final Words words;
    private final Labels labels;
    private final JsonNode conditions;

    /** @param conditions as the service lists them: what each asks, and its legal grounds */
    CaseView(Words words, Labels labels, JsonNode conditions) {
        this.words = words;
        this.labels = labels;
        this.conditions = conditions;
    }

    /** State, whose turn it is, and the hand-over. */
    Html status(JsonNode application) {
        var forwarding = application.path("forwarding").asText();
        var state = labels.of("state", application.path("state"));
        // The sentence begins with the name of the state, which the page shows before it.
        var text = application.path("text").asText().replaceFirst("^" + Pattern.quote(state) + "\\. ", "");
        return Html.of("<p class=\"state\"><strong class=\"tag {}\">{}</strong> {}</p>{}{}",
                application.path("state").asText(), state, text,
                paragraph(application.path("turn").path("text")),
                forwarding.isEmpty() ? null
                        : Html.of("<p>{} <strong class=\"tag {}\">{}</strong></p>", words.of("forwarding"), forwarding,
                                labels.of("forwarding", forwarding)));
    }

    Html refusal(JsonNode application) {
        var refusal = application.path("refusal");
        return refusal.isMissingNode() ? Html.NOTHING
                : Html.of("<div class=\"inset\">{}{}</div>", paragraph(refusal.path("text")),
                        paragraph(refusal.path("contest")));
    }

    Html nextSteps(JsonNode steps) {
        if (steps.isEmpty()) return Html.NOTHING;
        return Html.of("<h2>{}</h2><ol class=\"steps\">{}</ol>", words.of("next"),
                Html.each(list(steps), step -> Html.of(
                        "<li>{} <span class=\"who\">{}</span>{}</li>",
                        labels.sentence("next-step", step.path("id")), names(step.path("who")),
                        step.path("blockedBy").isEmpty() ? null
                                : Html.of("<p class=\"hint\">{} {}</p>", words.of("first"),
                                        sentences(step.path("blockedBy"))))));
    }

    /** Open findings in full; below them those that are met or not due. */
    Html findings(JsonNode decision) {
        var open = list(decision.path("findings")).stream().filter(finding -> !passes(finding)).toList();
        var settled = new ArrayList<Html>();
        list(decision.path("findings")).stream().filter(CaseView::passes)
                .forEach(finding -> settled.add(finding(finding)));
        decision.path("passed").forEach(group -> group.path("conditions")
                .forEach(id -> settled.add(passed(id.asText(), group.path("verdict")))));
        return Html.of("{}<details{}><summary>{}</summary><ul class=\"findings\">{}</ul></details>",
                Html.of("<p><strong data-told>{}</strong></p><ul class=\"findings\">{}</ul>",
                        words.of("open", open.size()), Html.each(open, this::finding)),
                Html.flag("open", open.isEmpty()), words.of("settled", settled.size()), settled);
    }

    private Html passed(String id, JsonNode verdict) {
        return Html.of("<li class=\"finding\"><h3>{} {}</h3>{}</li>", title(id), tag("verdict", verdict), grounds(id));
    }

    Html advisories(JsonNode advisories) {
        if (advisories.isEmpty()) return Html.NOTHING;
        return Html.of("<h2>{}</h2><ul>{}</ul>", words.of("advisories"), Html.each(list(advisories),
                advisory -> Html.of("<li>{}</li>",
                        labels.sentence("advisory", advisory.isTextual() ? advisory : advisory.path("id")))));
    }

    /** What the applicant stated, by the questions of the form. */
    Html dossier(JsonNode dossier) {
        return Html.of("<dl class=\"dossier\">{}</dl>", Html.each(Question.ALL, question -> {
            var value = dossier.at(question.pointer());
            return value.isMissingNode() || value.isNull() ? Html.NOTHING
                    : Html.of("<div><dt>{}</dt><dd dir=\"auto\">{}</dd></div>", words.of(question.pointer()),
                            shown(question, value));
        }));
    }

    /** What a condition asks. */
    String title(String id) {
        return condition(id).map(one -> one.path("text").asText()).orElse(id);
    }

    /** The outcome of a condition in a decision, in short. */
    Html result(JsonNode decision, JsonNode id) {
        return Html.each(list(decision.path("findings")).stream()
                .filter(finding -> finding.path("condition").equals(id)).toList(),
                finding -> Html.of("{} {}", tag(finding), finding.path("text").asText()));
    }

    private Html finding(JsonNode finding) {
        var id = finding.path("condition").asText();
        var missing = finding.path("missing").isEmpty() ? null
                : Html.of("<p>{} {}</p>", words.of("missing"), list(finding.path("missing")).stream()
                        .map(evidence -> labels.of("evidence", evidence)).collect(Collectors.joining(", ")));
        return Html.of("<li class=\"finding\"><h3>{} {}</h3>{}{}{}{}{}</li>", title(id), tag(finding),
                paragraph(finding.path("text")), missing, options(finding.path("options")),
                finding.path("ruling").isMissingNode() ? null
                        : Html.of("<p>{} {}</p>", words.of("ruling"), labels.of("ruling", finding.path("ruling"))),
                grounds(id));
    }

    /** The consequence where there is one, else the verdict. */
    private Html tag(JsonNode finding) {
        var list = passes(finding) ? "verdict" : "consequence";
        return tag(list, finding.path(list));
    }

    private Html tag(String list, JsonNode code) {
        return Html.of("<strong class=\"tag {}\">{}</strong>", code.asText(), labels.of(list, code));
    }

    private static boolean passes(JsonNode finding) { return finding.path("consequence").asText().equals("PASS"); }

    /** Branches, rank categories or steps. */
    private Html options(JsonNode codes) {
        return codes.isEmpty() ? Html.NOTHING : Html.of("<ul>{}</ul>", Html.each(list(codes), code -> Html.of(
                "<li>{}</li>", labels.of("branch", labels.of("rank-category", labels.of("step", code))))));
    }

    private Optional<JsonNode> condition(String id) {
        return list(conditions).stream().filter(one -> one.path("id").asText().equals(id)).findFirst();
    }

    private Html grounds(String id) {
        var citations = condition(id).map(one -> one.path("citations")).orElse(conditions.path("none"));
        return Html.of("<p class=\"ground\">{} {}</p>", words.of("ground"),
                Html.each(list(citations), citation -> {
                    var name = citation.path("act").asText()
                            + (citation.has("place") ? ", " + citation.path("place").asText() : "");
                    return Html.of("<span>{} ({})</span> ", citation.has("link")
                            ? Html.of("<a href=\"{}\" rel=\"noreferrer\">{}</a>", citation.path("link").asText(), name)
                            : name, words.of("since", citation.path("inForceFrom").asText()));
                }));
    }

    private String shown(Question question, JsonNode value) {
        return switch (question.kind()) {
            case ONE -> labels.of(question.list(), value);
            case MANY ->
                    String.join(", ", list(value).stream().map(code -> labels.of(question.list(), code)).toList());
            case COUNTRY -> words.country(value.asText());
            case COUNTRIES ->
                    String.join(", ", list(value).stream().map(code -> words.country(code.asText())).toList());
            case YES_NO, TICK -> words.of(value.asBoolean() ? "yes" : "no");
            case CONSENT -> words.of(value.path("given").asBoolean() ? "yes" : "no");
            default -> value.asText();
        };
    }

    private String names(JsonNode desks) {
        return String.join(", ", list(desks).stream().map(one -> labels.of("desk", one)).toList());
    }

    private String sentences(JsonNode ids) {
        return String.join(" ", list(ids).stream().map(id -> labels.sentence("next-step", id)).toList());
    }

    private static Html paragraph(JsonNode text) {
        return text.isMissingNode() ? Html.NOTHING : Html.of("<p>{}</p>", text.asText());
    }

    static List<JsonNode> list(JsonNode array) { return StreamSupport.stream(array.spliterator(), false).toList(); }
}
