package org.recruitmentintake.tools.page;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.recruitmentintake.tools.page.IntakeApi.Answer;
import org.recruitmentintake.tools.page.IntakeApi.Client;
import org.recruitmentintake.tools.page.Question.Asked;
import org.recruitmentintake.tools.page.Question.Kind;
import org.recruitmentintake.tools.page.Request.Reply;

/** The desks that do not work on cases: privacy, and the operator. In English. */
final class OtherDesks {

    private static final Words WORDS = Words.ofDesks();
    private static final List<Question> DOCUMENT = List.of(
            new Question("document", "/country", Kind.COUNTRY, "", Asked.DESK),
            new Question("document", "/number", Kind.TEXT, "", Asked.DESK));

    private static final Map<String, String> PRIVACY = Map.of("client", "privacy-desk", "role", "privacy", "person",
            "officer-2");

    private final IntakeApi api;
    private final Client privacy;
    private final Client operator;
    private final Directory directory;

    OtherDesks(IntakeApi api, Directory directory) {
        this.directory = directory;
        this.api = api;
        privacy = api.as(PRIVACY, "en");
        operator = api.as(Map.of("client", "operations", "role", "operator", "person", "operator-1"), "en");
    }

    Reply answer(Request request) {
        return switch (request.segment(1)) {
            case "privacy" -> request.segment(2).isEmpty() ? privacy(request) : person(request, request.segment(2));
            case "operator" -> operator(request);
            default -> null;
        };
    }

    private Reply privacy(Request request) {
        var form = new Form(DOCUMENT, request.form(), WORDS, directory.labels(WORDS), directory.embassies());
        Html found = Html.NOTHING;
        if (request.post()) {
            var question = JsonNodeFactory.instance.objectNode();
            DOCUMENT.forEach(part -> {
                var value = Body.value(part, request.form(), null);
                if (value != null) Body.put(question, part.pointer(), value);
            });
            var answer = privacy.ask("/v1/applications/lookup", question);
            found = answer.ok() ? cases(answer) : form.withErrors(answer.body()).hasErrors()
                    ? form.summary(answer.body().path("title").asText())
                    : Portal.problem(WORDS, answer);
        }
        return Layout.page(request, WORDS, "Privacy", Html.of("""
                {}
                <h2>Find the cases of a document</h2>
                <p>The number goes in the body of the request, never in an address, and is not kept.</p>
                <form method="post" novalidate action="/desks/privacy">{}<button>Find</button></form>
                """, found, form.fields()));
    }

    private Html cases(Answer answer) {
        var items = CaseView.list(answer.body().path("items"));
        return Html.of("<div class=\"inset\" role=\"status\"><h2>{}</h2><ul>{}</ul></div>",
                items.isEmpty() ? "No case has this document" : "Cases of this document",
                Html.each(items, item -> Html.of("<li><a href=\"/desks/privacy/{}\">{}</a> {}</li>",
                        item.path("id").asText(), item.path("id").asText(),
                        directory.labels(WORDS).of("state", item.path("state")))));
    }

    private Reply person(Request request, String id) {
        if (request.segment(3).equals("erasure") && request.post()) {
            var answer = privacy.changeWithoutBody("DELETE", "/v1/applications/" + id);
            if (!answer.ok()) return Portal.refusal(request, WORDS, answer);
            request.session().notice("Everything personal is erased.");
            return Reply.redirect("/desks/privacy/" + id);
        }
        if (request.segment(3).equals("dossier")) return dossier(request, id);
        var journal = privacy.get("/v1/applications/" + id + "/journal");
        if (!journal.ok()) return Portal.refusal(request, WORDS, journal);
        return Layout.page(request, WORDS, "Privacy: case " + id.substring(0, 8), Html.of("""
                <h2>Who did and read what</h2>
                <table><caption>The journal</caption><thead><tr><th scope="col">When</th><th scope="col">Who</th>
                <th scope="col">What</th></tr></thead><tbody>{}</tbody></table>
                <h2>Hand out</h2><p>Everything that is held about the person, with every text in their language.</p>
                <ul>{}</ul>
                <h2>Erase</h2><p>The data key is destroyed. The states and the journal stay. This cannot be undone.</p>
                <form method="post" action="/desks/privacy/{}/erasure"><button class="warning">Erase</button></form>
                """, Html.each(CaseView.list(journal.body().path("entries")), entry -> Html.of(
                "<tr><th scope=\"row\">{}</th><td>{}, {} ({})</td><td>{} {}</td></tr>",
                entry.path("at").asText().substring(0, 19),
                entry.path("client").asText(), entry.path("actor").asText(), entry.path("role").asText(),
                entry.path("action").asText(), entry.path("detail").asText())),
                Html.each(Words.LANGUAGES,
                        language -> Html.of("<li><a href=\"/desks/privacy/{}/dossier?language={}\">{}</a></li>",
                                id, language, Words.in(language).of("language"))),
                id));
    }

    /** One document in the language of the person, as the service makes it. */
    private Reply dossier(Request request, String id) {
        var words = Words.in(request.query().one("language"));
        var answer = api.as(PRIVACY, words.language()).get("/v1/applications/" + id + "/dossier");
        if (!answer.ok()) return Portal.refusal(request, WORDS, answer);
        var held = answer.body();
        var view = directory.view(words);
        var application = held.path("application");
        return Layout.page(request, WORDS, held.path("title").asText(), Html.of("""
                <div lang="{}"><p>{}</p>{}{}
                <h2>{}</h2>{}<ul>{}</ul><ul>{}</ul></div>
                <details><summary>The document as the service gives it</summary>
                <pre tabindex="0" role="region" aria-label="JSON">{}</pre></details>
                """, words.language(), held.path("note").asText(), view.status(application),
                view.dossier(application.path("dossier")), words.of("findings"),
                view.findings(application.path("decision")),
                lines(held.path("rulings"), "at"), lines(held.path("readers"), "last"), held.toPrettyString()));
    }

    private static Html lines(JsonNode entries, String moment) {
        return Html.each(CaseView.list(entries), entry -> Html.of("<li>{}: {}, {}, {}</li>",
                entry.path(moment).asText().substring(0, 10), entry.path("text").asText(),
                entry.path("client").asText(), entry.path("person").asText()));
    }

    private Reply operator(Request request) {
        Html said = Html.NOTHING;
        if (request.post()) {
            var branch = request.form().one("branch");
            var answer = operator.changeWithoutBody("POST", branch.isEmpty()
                    ? "/v1/forwarding/" + request.form().one("message") + "/resubmission"
                    : "/v1/forwarding/test-messages/" + branch);
            said = !answer.ok() ? Portal.problem(WORDS, answer)
                    : Html.of("<p class=\"notice\" role=\"status\">{}</p>", branch.isEmpty() ? "It is on its way again."
                            : "The broker answered: " + answer.body().path("code").asText());
        }
        return Layout.page(request, WORDS, "Operator", Html.of("""
                {}{}{}
                <h2>Try a queue</h2><form method="post" action="/desks/operator" class="inline">
                <label for="branch">Branch</label> <select id="branch" name="branch">{}</select>
                <button>Send a test message</button></form>
                """, said, messages("DEAD", "Dead messages", "The broker refused each of them too often."),
                messages("PENDING", "Waiting messages", "They go by themselves."),
                Html.each(directory.labels(WORDS).codes("branch"),
                        branch -> Html.of("<option value=\"{}\">{}</option>", branch,
                                directory.labels(WORDS).of("branch", branch)))));
    }

    private Html messages(String state, String title, String about) {
        var answer = operator.get("/v1/forwarding?state=" + state);
        if (!answer.ok()) return Portal.problem(WORDS, answer);
        var items = CaseView.list(answer.body().path("items"));
        return Html.of("<h2>{}</h2>{}", title, items.isEmpty() ? Html.of("<p>There are none.</p>") : Html.of(
                "<p>{}</p><ul>{}</ul>", about, Html.each(items, item -> Html.of(
                        "<li>{} to {}, {} attempts, {}{}</li>", item.path("kind").asText(),
                        item.path("address").asText(),
                        item.path("attempts").asText(), item.path("lastFailure").asText("not refused"),
                        state.equals("DEAD")
                                ? Html.of("<form method=\"post\" action=\"/desks/operator\"><button name=\"message\" "
                                        + "value=\"{}\">Send again</button></form>", item.path("id").asText())
                                : null))));
    }
}
