package org.recruitmentintake.tools.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.recruitmentintake.tools.page.Question.Route;
import org.recruitmentintake.tools.page.Request.Reply;

/**
 * The new application of a portal or a recruiting centre: the empty form, the pre-checks while it is filled in, and the
 * post.
 */
final class NewApplication {

    private static final int KEY_REUSED = 422;

    private final IntakeApi api;
    private final Directory directory;
    private final Map<String, String> credentials;
    private final boolean desk;

    /** @param desk whether the form is of a desk, which has seen the papers and attests them */
    NewApplication(IntakeApi api, Directory directory, Map<String, String> credentials, boolean desk) {
        this.api = api;
        this.directory = directory;
        this.credentials = credentials;
        this.desk = desk;
    }

    /** {@code /apply/in-country} makes a form, {@code /apply/in-country/KEY} is that form. */
    Reply answer(Request request, Words words) {
        var after = desk ? 3 : 1;
        var route = Route.ofPath(request.segment(after));
        var key = request.segment(after + 1);
        if (key.isEmpty() || request.query().has("example")) {
            // One key for each form, which is part of its address: a second click, a reload, the back button and a
            // repeat after a lost answer all send the same key.
            var made = key.isEmpty() ? UUID.randomUUID().toString() : key;
            if (request.query().has("example")) request.session().fill(made, Examples.of(route, made));
            return Reply.redirect(address(route, made));
        }
        var questions = Question.of(route, desk);
        if (request.segment(after + 2).equals("check")) {
            return Reply.page(200, check(request.form(), words, route, form(questions, request.form(), words)));
        }
        if (!request.post()) {
            return page(request, words, 200, route, key, form(questions, request.session().draft(key), words),
                    Html.NOTHING, Html.NOTHING);
        }
        var answers = request.session().draft(key, request.form(), now());
        if (!answers.has("check")) return post(request, words, route, key, answers);
        var form = form(questions, answers, words);
        var checked = check(answers, words, route, form);
        return page(request, words, 200, route, key, form, Html.NOTHING, checked);
    }

    private Reply post(Request request, Words words, Route route, String key, Answers answers) {
        var questions = Question.of(route, desk);
        var body = Body.application(route, questions, answers, Instant.parse(answers.one(Session.FIRST_SENT)));
        var answer = api.as(credentials, words.language()).apply(body, key);
        if (answer.ok()) {
            var id = answer.body().path("id").asText();
            if (desk) return Reply.redirect("/desks/centre/" + id);
            request.session().cases.put(id, answers.with("route", route.name()));
            request.session().notice(words.of("posted"));
            return Reply.redirect("/mine/" + id);
        }
        var form = form(questions, answers, words).withErrors(answer.body());
        var above = form.hasErrors() ? form.summary(answer.body().path("title").asText())
                : answer.status() == KEY_REUSED ? sentBefore(words) : Portal.problem(words, answer);
        // The next click sends the same key: either nothing was stored, or the answer was lost.
        return page(request, words, answer.status() == 0 ? 503 : answer.status(), route, key, form, above,
                Html.NOTHING);
    }

    /** Shown if the form was sent before with other answers. */
    private static Html sentBefore(Words words) {
        return Html.of("<div class=\"summary\" role=\"alert\"><h2>{}</h2><p>{} <a href=\"/mine\">{}</a></p></div>",
                words.of("problem"), words.of("sent-before"), words.of("menu.mine"));
    }

    private Html check(Answers answers, Words words, Route route, Form form) {
        var answer = directory.preCheck(words, credentials,
                Body.preCheck(route, Question.of(route, desk), answers, now()));
        if (!answer.ok()) {
            return form.withErrors(answer.body()).hasErrors() ? form.summary(answer.body().path("title").asText())
                    : Portal.problem(words, answer);
        }
        var view = directory.view(words);
        return Html.of("<p>{}</p>{}{}", answer.body().path("text").asText(),
                view.findings(answer.body().at("/routes/0/decision")),
                view.advisories(answer.body().path("advisories")));
    }

    private Reply page(Request request, Words words, int status, Route route, String key, Form form, Html above,
            Html checked) {
        var address = address(route, key);
        return Layout.page(request, words, status, words.of("form." + route), Html.of("""
                {}<p>{} <a href="?example=yes">{}</a></p>
                <form method="post" novalidate action="{}" data-check="{}/check">
                {}{}
                <section class="check" aria-labelledby="check-title"><h2 id="check-title">{}</h2>
                <p class="hint">{}</p>
                <p class="unseen" role="status" id="check-told"></p><div id="check">{}</div>
                <button name="check" value="1" class="quiet">{}</button></section>
                <p><button>{}</button></p></form>
                """, above, words.of("form.why"), words.of("example"), address, address, form.fields(),
                desk ? attested(form.answers(), words) : null, words.of("check"), words.of("check.why"), checked,
                words.of("check.now"), words.of("send")));
    }

    private Html attested(Answers answers, Words words) {
        return Html.of("""
                <section><h2>Seen by you</h2><div class="question"><fieldset>
                <legend>Which papers have you seen?</legend>
                <p class="hint">You attest them: the case can then be valid at once.</p>{}</fieldset></div></section>
                """, Html.each(Evidence.ATTESTED, evidence -> Html.of("""
                <div class="choice"><input type="checkbox" id="seen-{}" name="attested" value="{}"{}>
                <label for="seen-{}">{}</label></div>
                """, evidence, evidence, Html.flag("checked", answers.all("attested").contains(evidence)),
                evidence, directory.labels(words).of("evidence", evidence))));
    }

    private String address(Route route, String key) {
        return (desk ? "/desks/centre/apply/" : "/apply/") + route.path() + "/" + key;
    }

    private Form form(List<Question> questions, Answers answers, Words words) {
        return new Form(questions, answers, words, directory.labels(words), directory.embassies());
    }

    private static Instant now() { return Instant.now().truncatedTo(ChronoUnit.SECONDS); }
}
