package org.recruitmentintake.tools.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.recruitmentintake.tools.page.Question.Route;
import org.recruitmentintake.tools.page.Request.Reply;

/**
 * A new application: the empty form, the pre-check as it is filled in, the post. A portal's, or a recruiting centre's.
 */
final class Filling {

    private final IntakeApi api;
    private final Directory directory;
    private final Map<String, String> credentials;
    private final boolean desk;

    /** @param desk whether whoever fills it in has seen the papers, and attests them */
    Filling(IntakeApi api, Directory directory, Map<String, String> credentials, boolean desk) {
        this.api = api;
        this.directory = directory;
        this.credentials = credentials;
        this.desk = desk;
    }

    Reply answer(Request request, Words words) {
        var route = Route.ofPath(request.segment(desk ? 3 : 1));
        var questions = Question.of(route, desk);
        if (!request.post()) {
            // One key a form, made with it: a second click, a reload or a lost answer makes no second application.
            var answers = request.query().has("example") ? Examples.of(route) : Answers.NONE;
            return page(request, words, 200, route, UUID.randomUUID().toString(), form(questions, answers, words),
                    Html.NOTHING, Html.NOTHING);
        }
        var check = request.segment(desk ? 4 : 2).equals("check");
        if (check || request.form().has("check")) return check(request, words, route, questions, check);
        return post(request, words, route, questions);
    }

    private Reply post(Request request, Words words, Route route, List<Question> questions) {
        var key = request.form().one("key");
        var consents = request.session().consents.computeIfAbsent(key, first -> now());
        var body = Body.application(route, questions, request.form(), consents);
        var answer = api.as(credentials, words.language()).apply(body, key);
        if (answer.ok()) {
            var id = answer.body().path("id").asText();
            if (desk) return Reply.redirect("/desks/centre/" + id);
            request.session().cases.put(id, request.form().with("route", route.name()));
            request.session().notice(words.of("posted"));
            return Reply.redirect("/mine/" + id);
        }
        var form = form(questions, request.form(), words).withErrors(answer.body());
        var above = form.hasErrors() ? form.summary(answer.body().path("title").asText())
                : Portal.problem(words, answer);
        // The same key: nothing was stored, or it was and the answer is lost.
        return page(request, words, answer.status() == 0 ? 503 : answer.status(), route, key, form, above,
                Html.NOTHING);
    }

    /** @param part whether the script asks for the result alone */
    private Reply check(Request request, Words words, Route route, List<Question> questions, boolean part) {
        var answer = directory.preCheck(words, credentials, Body.preCheck(route, questions, request.form(), now()));
        var form = form(questions, request.form(), words);
        Html result;
        if (answer.ok()) {
            var view = directory.view(words);
            result = Html.of("<p>{}</p>{}{}", answer.body().path("text").asText(),
                    view.findings(answer.body().at("/routes/0/decision")),
                    view.advisories(answer.body().path("advisories")));
        } else if (form.withErrors(answer.body()).hasErrors()) {
            result = form.summary(answer.body().path("title").asText());
        } else {
            result = Portal.problem(words, answer);
        }
        return part ? Reply.page(200, result)
                : page(request, words, 200, route, request.form().one("key"), form, Html.NOTHING, result);
    }

    private Reply page(Request request, Words words, int status, Route route, String key, Form form, Html above,
            Html checked) {
        var action = (desk ? "/desks/centre/apply/" : "/apply/") + route.path();
        return Layout.page(request, words, status, words.of("form." + route), Html.of("""
                {}<p>{} <a href="?example=yes">{}</a></p>
                <form method="post" novalidate action="{}" data-check="{}/check">
                <input type="hidden" name="key" value="{}">
                {}{}
                <section aria-labelledby="check-title"><h2 id="check-title">{}</h2>
                <p class="hint">{}</p>
                <div id="check" aria-live="polite">{}</div>
                <button name="check" value="1" class="quiet">{}</button></section>
                <p><button>{}</button></p></form>
                """, above, words.of("form.why"), words.of("example"), action, action, key, form.fields(),
                desk ? attested(request, words) : null, words.of("check"), words.of("check.why"), checked,
                words.of("check.now"), words.of("send")));
    }

    private Html attested(Request request, Words words) {
        return Html.of(
                "<section><h2>Seen by you</h2><div class=\"question\"><fieldset><legend>Which papers have you seen?"
                        + "</legend><p class=\"hint\">You attest them: the case can then be valid at once.</p>{}</fieldset></div>"
                        + "</section>",
                Html.each(Evidence.ATTESTED, evidence -> Html.of(
                        "<div class=\"choice\"><input type=\"checkbox\" id=\"seen-{}\" name=\"attested\" value=\"{}\"{}>"
                                + "<label for=\"seen-{}\">{}</label></div>",
                        evidence, evidence, Html.flag("checked", request.form().all("attested").contains(evidence)),
                        evidence, directory.labels(words).of("evidence", evidence))));
    }

    private Form form(List<Question> questions, Answers answers, Words words) {
        return new Form(questions, answers, words, directory.labels(words), directory.embassies());
    }

    private static Instant now() { return Instant.now().truncatedTo(ChronoUnit.SECONDS); }
}
