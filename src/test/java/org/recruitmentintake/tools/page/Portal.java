package org.recruitmentintake.tools.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.recruitmentintake.tools.page.IntakeApi.Answer;
import org.recruitmentintake.tools.page.IntakeApi.Client;
import org.recruitmentintake.tools.page.Question.Route;
import org.recruitmentintake.tools.page.Request.Reply;

/**
 * The back end of a web form: asks, posts, shows the case, amends, withdraws. docs/forms.md explains it. Keeps the data
 * of a person only as long as the session.
 */
final class Portal {

    private static final Map<String, String> CREDENTIALS = Map.of("client", "portal-demo", "role", "portal");

    private final IntakeApi api;
    private final Directory directory;
    private final ChangeFeed changes = new ChangeFeed();

    Portal(IntakeApi api, Directory directory) {
        this.api = api;
        this.directory = directory;
    }

    Reply answer(Request request) {
        var words = Words.in(request.session().language);
        return switch (request.segment(0)) {
            case "apply" -> request.path().size() == 1 ? chooseRoute(request, words)
                    : new NewApplication(api, directory, CREDENTIALS, false).answer(request, words);
            case "mine" -> request.path().size() == 1 ? cases(request, words) : theCase(request, words);
            default -> null;
        };
    }

    Client client(Words words) { return api.as(CREDENTIALS, words.language()); }

    private Reply chooseRoute(Request request, Words words) {
        if (request.query().has("route")) {
            return Reply.redirect("/apply/" + Route.ofPath(request.query().one("route")).path());
        }
        return Layout.page(request, words, words.of("route"), Html.of("""
                <p>{}</p>
                <form action="/apply"><fieldset><legend>{}</legend>{}</fieldset>
                <button>{}</button></form>
                """, words.of("route.why"), words.of("route.question"), Html.each(List.of(Route.values()),
                route -> Html.of("<div class=\"choice\"><input type=\"radio\" name=\"route\" id=\"{}\" value=\"{}\"{}>"
                        + "<label for=\"{}\">{}</label></div>", route, route.path(),
                        Html.flag("checked", route == Route.EMBASSY), route, words.of("route." + route))),
                words.of("continue")));
    }

    private Reply cases(Request request, Words words) {
        var rows = Html.each(List.copyOf(request.session().cases.keySet()), id -> {
            var answer = client(words).get("/v1/applications/" + id);
            return Html.of("<li><a href=\"/mine/{}\">{}</a> {}</li>", id, id, answer.body().path("text").asText());
        });
        return Layout.page(request, words, words.of("menu.mine"), rows.isEmpty() ? Html.of("<p>{}</p>",
                words.of("cases.none")) : Html.of("<ul>{}</ul>", rows));
    }

    /** Only a case of this session, since an id is not secret. */
    private Reply theCase(Request request, Words words) {
        var id = request.segment(1);
        if (!request.session().cases.containsKey(id)) return null;
        return switch (request.segment(2)) {
            case "" -> show(request, words, id, null);
            case "status" -> status(request, words, id);
            case "amendment" -> amend(request, words, id);
            case "withdrawal" -> withdraw(request, words, id);
            default -> null;
        };
    }

    private Reply show(Request request, Words words, String id, Answer refused) {
        var answer = client(words).get("/v1/applications/" + id);
        if (!answer.ok()) return refusal(request, words, answer);
        var application = answer.body();
        var view = directory.view(words);
        return Layout.page(request, words, words.of("case"), Html.of("""
                {}
                <div data-part="status" aria-live="polite" data-refresh="/mine/{}/status" data-version="{}">{}</div>
                <div data-part="case">{}{}
                <h2>{}</h2>
                {}{}{}
                <p class="hint">{} <code>{}</code></p></div>
                """, refused == null ? null : problem(words, refused), id, version(answer), view.status(application),
                view.refusal(application), view.nextSteps(application.path("nextSteps")), words.of("findings"),
                view.findings(application.path("decision")), view.advisories(application.path("advisories")),
                Html.of("<p class=\"actions\">{} {}</p>",
                        !may("AMENDED", application, words) ? null
                                : Html.of("<a class=\"button\" href=\"/mine/{}/amendment\">{}</a>", id,
                                        words.of("amend")),
                        !may("WITHDRAWN", application, words) ? null
                                : Html.of("<a class=\"button quiet\" href=\"/mine/{}/withdrawal\">{}</a>", id,
                                        words.of("withdraw"))),
                words.of("case.id"), id));
    }

    /** By the published transitions, so that no button leads to a refusal by the service. */
    private boolean may(String event, JsonNode application, Words words) {
        return CaseView.list(directory.flow(words).path("transitions")).stream()
                .anyMatch(row -> CaseView.list(row.path("from")).contains(application.path("state"))
                        && CaseView.list(row.path("on")).contains(TextNode.valueOf(event)));
    }

    /** For the script: the page; empty if the browser shows the current case. */
    private Reply status(Request request, Words words, String id) {
        var version = changes.version(client(words), id);
        return version.isEmpty() || version.equals(request.query().one("version")) ? Reply.nothing()
                : show(request, words, id, null);
    }

    /** The number in the tag: {@code "7-uk"}. */
    private static String version(Answer answer) {
        return answer.etag().replaceAll("^\"(\\d+).*", "$1");
    }

    private Reply amend(Request request, Words words, String id) {
        var before = request.session().cases.get(id);
        var route = Route.valueOf(before.one("route"));
        var questions = Question.of(route, false).stream()
                .filter(question -> !question.pointer().equals("/embassy")).toList();
        var client = client(words);
        if (!request.post()) {
            var read = client.get("/v1/applications/" + id);
            return read.ok() ? amendment(request, words, 200, id, read.etag(),
                    form(questions, before, words), Html.NOTHING) : refusal(request, words, read);
        }
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var patch = patch(route, questions, before, request.form(), now);
        // The tag is that of the version that the person saw, so that a later change is not overwritten.
        var answer = client.change("PATCH", "/v1/applications/" + id, request.form().one("etag"), patch);
        if (answer.ok()) {
            request.session().cases.put(id, request.form().with("route", route.name()));
            request.session().notice(words.of("amended"));
            return Reply.redirect("/mine/" + id);
        }
        var form = form(questions, request.form(), words);
        var etag = request.form().one("etag");
        Html above;
        if (answer.status() == 412 || answer.status() == 0) {
            // Another change was first, or no answer came: show the case as it is now, keep what was typed, and take
            // the new tag for the next click.
            var read = client.get("/v1/applications/" + id);
            if (read.ok()) etag = read.etag();
            above = Html.of("<div class=\"summary\" role=\"alert\"><h2>{}</h2><p>{}</p>{}</div>", words.of("problem"),
                    words.of("stale"), directory.view(words).status(read.body()));
        } else {
            form.withErrors(answer.body());
            above = form.hasErrors() ? form.summary(answer.body().path("title").asText()) : problem(words, answer);
        }
        return amendment(request, words, answer.status() == 0 ? 503 : answer.status(), id, etag, form, above);
    }

    private Reply amendment(Request request, Words words, int status, String id, String etag, Form form, Html above) {
        return Layout.page(request, words, status, words.of("amend"), Html.of("""
                {}<p>{}</p>
                <form method="post" novalidate action="/mine/{}/amendment"><input type="hidden" name="etag" value="{}">
                {}<button>{}</button> <a href="/mine/{}">{}</a></form>
                """, above, words.of("amend.why"), id, etag, form.fields(), words.of("amend.send"), id,
                words.of("back")));
    }

    private Reply withdraw(Request request, Words words, String id) {
        if (!request.post()) {
            return Layout.page(request, words, words.of("withdraw"), Html.of("""
                    <p>{}</p><form method="post" action="/mine/{}/withdrawal"><button class="warning">{}</button>
                    <a href="/mine/{}">{}</a></form>
                    """, words.of("withdraw.why"), id, words.of("withdraw"), id, words.of("back")));
        }
        var answer = client(words).changeWithoutBody("POST", "/v1/applications/" + id + "/withdrawal");
        if (!answer.ok()) return show(request, words, id, answer);
        request.session().notice(answer.body().path("text").asText());
        return Reply.redirect("/mine/" + id);
    }

    private Form form(List<Question> questions, Answers answers, Words words) {
        return new Form(questions, answers, words, directory.labels(words), directory.embassies());
    }

    /** The difference to the previous answers. A consent that stays keeps its moment. */
    private static ObjectNode patch(Route route, List<Question> questions, Answers before, Answers after, Instant now) {
        return Body.patch(Body.application(route, questions, before, now),
                Body.application(route, questions, after, now));
    }

    static Reply refusal(Request request, Words words, Answer answer) {
        return Layout.page(request, words, answer.status() == 0 ? 503 : answer.status(), words.of("problem"),
                problem(words, answer));
    }

    static Html problem(Words words, Answer answer) {
        return Html.of("<div class=\"summary\" role=\"alert\"><h2>{}</h2><p>{}</p><ul>{}</ul></div>",
                words.of("problem"),
                answer.status() == 0 ? words.of("no-answer") : answer.body().path("title").asText(answer.code()),
                Html.each(CaseView.list(answer.body().path("errors")),
                        error -> Html.of("<li>{}</li>", error.path("detail").asText())));
    }
}
