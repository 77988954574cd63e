package org.recruitmentintake.tools.page;

import java.text.Collator;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.recruitmentintake.tools.page.Question.Kind;

/** Questions as markup, with the answers so far and every violation at its field. */
final class Form {

    private final List<Question> questions;
    private final Answers answers;
    private final Words words;
    private final Labels labels;
    private final JsonNode embassies;
    private final Map<String, String> errors = new LinkedHashMap<>();
    private final StringBuilder elsewhere = new StringBuilder();
    private String first = "";

    /** @param embassies as the service lists them */
    Form(List<Question> questions, Answers answers, Words words, Labels labels, JsonNode embassies) {
        this.questions = questions;
        this.answers = answers;
        this.words = words;
        this.labels = labels;
        this.embassies = embassies;
    }

    /** Puts each violation of a problem at the question that its pointer belongs to. */
    Form withErrors(JsonNode problem) {
        for (var violation : problem.path("errors")) {
            var detail = violation.path("detail").asText();
            var pointer = violation.path("pointer").asText("");
            question(pointer).ifPresentOrElse(
                    question -> errors.merge(question.pointer(), detail,
                            (one, more) -> one.contains(more) ? one : one + " " + more),
                    () -> elsewhere.append(Html.of("<li>{}</li>", detail).markup()));
        }
        first = questions.stream().map(Question::pointer).filter(errors::containsKey).findFirst().orElse("");
        return this;
    }

    /** What is wrong, at the top, with a link to each field. */
    Html summary(String title) {
        var links = questions.stream().filter(question -> errors.containsKey(question.pointer()))
                .map(question -> Html.of("<li><a href=\"#{}\">{}: {}</a></li>", question.id(),
                        words.of(question.pointer()), errors.get(question.pointer())))
                .toList();
        return Html.of("<div class=\"summary\" role=\"alert\"><h2>{}</h2><p>{}</p><ul>{}{}</ul></div>",
                words.of("problem"), title, links, new Html(elsewhere.toString()));
    }

    Answers answers() { return answers; }

    boolean hasErrors() { return !errors.isEmpty() || elsewhere.length() > 0; }

    /** All questions, under the headings of their sections. */
    Html fields() {
        var sections = questions.stream()
                .collect(Collectors.groupingBy(Question::section, LinkedHashMap::new, Collectors.toList()));
        return Html.each(sections.entrySet(),
                section -> Html.of("<section aria-labelledby=\"s-{}\"><h2 id=\"s-{}\">{}</h2>{}</section>",
                        section.getKey(), section.getKey(), words.of("section." + section.getKey()),
                        Html.each(section.getValue(), this::field)));
    }

    Html field(Question question) {
        var id = question.id();
        var hint = words.find(question.pointer() + ".hint");
        var error = errors.get(question.pointer());
        var described = Stream.of(hint == null ? "" : id + "-hint", error == null ? "" : id + "-error")
                .filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
        var about = Html.of("{}{}", described.isEmpty() ? null : Html.of(" aria-describedby=\"{}\"", described),
                error == null ? null : Html.of(" aria-invalid=\"true\""));
        var notes = Html.of("{}{}", hint == null ? null : Html.of("<p class=\"hint\" id=\"{}-hint\">{}</p>", id, hint),
                error == null ? null : Html.of("<p class=\"error\" id=\"{}-error\">{}</p>", id, error));
        var single = question.kind() == Kind.TEXT || question.kind() == Kind.COUNTRY || question.kind() == Kind.EMBASSY;
        // The attribute focuses the first field in error without a script.
        var focus = Html.flag("autofocus", question.pointer().equals(first));
        var group = Html.of("<div class=\"question{}\"{}>", error == null ? "" : " wrong",
                Html.flag("data-identity", question.identifies()));
        if (single) {
            return Html.of("{}<label for=\"{}\">{}</label>{}{}</div>", group, id, words.of(question.pointer()), notes,
                    control(question, Html.of("{}{}", about, focus)));
        }
        return Html.of("{}<fieldset{}><legend>{}</legend>{}{}</fieldset></div>", group,
                described.isEmpty() ? null : Html.of(" aria-describedby=\"{}\"", described),
                words.of(question.pointer()), notes, control(question, focus));
    }

    private Html control(Question question, Html attributes) {
        var pointer = question.pointer();
        var id = question.id();
        return switch (question.kind()) {
            case TEXT -> Html.of("<input id=\"{}\" name=\"{}\" value=\"{}\" {}{}>", id, pointer,
                    answers.one(pointer), textType(pointer), attributes);
            case DATE -> Html.of("<div class=\"date\">{}{}{}</div>", part(question, "day", id, attributes),
                    part(question, "month", id + "-month", Html.NOTHING),
                    part(question, "year", id + "-year", Html.NOTHING));
            case COUNTRY -> Html.of("<select id=\"{}\" name=\"{}\"{}>{}</select>", id, pointer, attributes,
                    countries(answers.one(pointer)));
            case COUNTRIES -> Html.each(List.of(0, 1, 2), number -> Html.of(
                    "<select id=\"{}\" name=\"{}\" aria-label=\"{}\"{}>{}</select> ", number == 0 ? id : id + number,
                    pointer, words.of("citizenship", number + 1), number == 0 ? attributes : Html.NOTHING,
                    countries(number < answers.all(pointer).size() ? answers.all(pointer).get(number) : "")));
            case EMBASSY -> Html.of("<select id=\"{}\" name=\"{}\"{}>{}</select>", id, pointer, attributes,
                    embassies(answers.one(pointer)));
            case ONE -> choices(question, "radio", labels.codes(question.list()), attributes);
            case MANY -> choices(question, "checkbox", labels.codes(question.list()), attributes);
            case YES_NO, CONSENT -> choices(question, "radio", List.of("true", "false"), attributes);
            case TICK -> choices(question, "checkbox", List.of("true"), attributes);
        };
    }

    private Html choices(Question question, String type, List<String> options, Html attributes) {
        return Html.each(options, option -> {
            var id = option.equals(options.get(0)) ? question.id() : question.id() + "-" + option;
            return Html.of("<div class=\"choice\"><input type=\"{}\" id=\"{}\" name=\"{}\" value=\"{}\"{}{}>"
                    + "<label for=\"{}\">{}</label></div>", type, id, question.pointer(), option,
                    Html.flag("checked", answers.all(question.pointer()).contains(option)),
                    id.equals(question.id()) ? attributes : Html.NOTHING, id, label(question, option));
        });
    }

    private String label(Question question, String option) {
        return switch (question.kind()) {
            case YES_NO, CONSENT -> words.of(option.equals("true") ? "yes" : "no");
            case TICK -> words.of("tick" + question.pointer());
            default -> labels.of(question.list(), option);
        };
    }

    private Html part(Question question, String part, String id, Html attributes) {
        var name = question.pointer() + "." + part;
        return Html.of(
                "<div><label for=\"{}\">{}</label><input id=\"{}\" name=\"{}\" value=\"{}\" inputmode=\"numeric\""
                        + " size=\"{}\" autocomplete=\"off\"{}></div>",
                id, words.of(part), id, name, answers.one(name),
                part.equals("year") ? 4 : 2, attributes);
    }

    private Html countries(String chosen) {
        return options(Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of("XK"))
                .collect(Collectors.toMap(code -> code, words::country)), chosen);
    }

    private Html embassies(String chosen) {
        var names = new LinkedHashMap<String, String>();
        embassies.forEach(embassy -> names.put(embassy.path("id").asText(),
                words.country(embassy.path("country").asText()) + ", " + embassy.path("city").asText()));
        return options(names, chosen);
    }

    private Html options(Map<String, String> names, String chosen) {
        var sorted = names.entrySet().stream().sorted(Map.Entry.comparingByValue(
                Comparator.comparing(name -> name, Collator.getInstance(new Locale(words.language())))));
        return Html.of("<option value=\"\">{}</option>{}", words.of("choose"),
                Html.each(sorted.toList(), entry -> Html.of("<option value=\"{}\"{}>{}</option>", entry.getKey(),
                        Html.flag("selected", entry.getKey().equals(chosen)), entry.getValue())));
    }

    /** A name is written in its own direction. */
    private static Html textType(String pointer) {
        if (pointer.endsWith("/email")) return Html.of("type=\"email\" autocomplete=\"email\" spellcheck=\"false\"");
        if (pointer.endsWith("/phone")) return Html.of("type=\"tel\" autocomplete=\"tel\"");
        if (pointer.endsWith("/name")) return Html.of("dir=\"auto\" autocomplete=\"name\" spellcheck=\"false\"");
        return Html.of("dir=\"auto\" autocomplete=\"off\" spellcheck=\"false\"");
    }

    /** The question itself, or the one that holds the pointer, or the first below it. */
    private Optional<Question> question(String pointer) {
        var holding = questions.stream()
                .filter(question -> pointer.equals(question.pointer()) || pointer.startsWith(question.pointer() + "/"))
                .max(Comparator.comparing(question -> question.pointer().length()));
        return holding.or(() -> pointer.isEmpty() ? Optional.empty()
                : questions.stream().filter(question -> question.pointer().startsWith(pointer + "/")).findFirst());
    }
}
