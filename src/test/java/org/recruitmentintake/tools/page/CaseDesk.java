package org.recruitmentintake.tools.page;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.recruitmentintake.tools.page.IntakeApi.Answer;
import org.recruitmentintake.tools.page.IntakeApi.Client;
import org.recruitmentintake.tools.page.Question.Asked;
import org.recruitmentintake.tools.page.Question.Kind;
import org.recruitmentintake.tools.page.Request.Reply;

/** One case at one desk: the page, and the records that the desk adds. */
final class CaseDesk {

    private static final Words WORDS = Words.ofDesks();
    private static final Question STEP = new Question("step", "/step", Kind.ONE, "step", Asked.DESK);
    private static final Question ON = new Question("step", "/on", Kind.DATE, "", Asked.DESK);
    private static final Question VISA = new Question("step", "/visa", Kind.ONE, "visa", Asked.DESK);

    private final Directory directory;
    private final Request request;
    private final Desk desk;
    private final String id;
    private final Client client;

    CaseDesk(Directory directory, Request request, Desk desk, Client client) {
        this.directory = directory;
        this.request = request;
        this.desk = desk;
        this.id = request.segment(2);
        this.client = client;
    }

    Reply answer() {
        if (!request.post()) return show(null, Html.NOTHING);
        return switch (request.segment(3)) {
            case "steps" -> step();
            case "evidence" -> evidence();
            case "rulings" -> rule();
            case "replay" -> replay();
            default -> null;
        };
    }

    /** @param refused the service's refusal of a change; null if there was none */
    private Reply show(Answer refused, Html result) {
        var answer = client.get("/v1/applications/" + id);
        if (!answer.ok()) return Portal.refusal(request, WORDS, answer);
        var application = answer.body();
        var view = directory.view(WORDS);
        var form = new Form(questions(), refused == null ? known(application) : request.form(), WORDS,
                directory.labels(WORDS), directory.embassies());
        var status = 200;
        Html above = Html.NOTHING;
        if (refused != null) {
            status = refused.status() == 0 ? 503 : refused.status();
            form.withErrors(located(refused.body()));
            above = form.hasErrors() ? form.summary(refused.body().path("title").asText())
                    : Portal.problem(WORDS, refused);
        }
        var rulings = new Rulings(directory, request.form());
        var work = desk == Desk.REVIEWER
                ? Html.of("{}{}{}", rulings.forms(id, answer), evidenceForm(application, answer.etag(), form),
                        Rulings.replayForm(id, request.form()))
                : Html.of("{}{}", steps(application, answer.etag(), form),
                        evidenceForm(application, answer.etag(), form));
        return Layout.page(request, WORDS, status, desk.title + ": case " + id.substring(0, 8), Html.of("""
                {}{}{}{}
                {}
                <h2>Findings</h2>{}
                <h2>What is recorded</h2>{}
                <h2>What the applicant stated</h2>{}
                <p class="actions"><a href="/desks/{}">Back to the list</a></p>
                """, above, result, view.status(application), view.refusal(application), work,
                view.findings(application.path("decision")), recorded(application.path("recorded")),
                view.dossier(application.path("dossier")), desk.path()));
    }

    /** Steps and evidence, each with who recorded it. */
    private Html recorded(JsonNode recorded) {
        var labels = directory.labels(WORDS);
        var steps = Html.each(CaseView.list(recorded.path("steps")), step -> Html.of("<li>{}, {}{}, by {}</li>",
                labels.of("step", step.path("step")), step.path("on").asText(),
                step.has("visa") ? ", " + labels.of("visa", step.path("visa")) : "", step.path("person").asText()));
        var evidence = Html.each(CaseView.list(recorded.path("evidence")), piece -> Html.of("<li>{}, {}, by {}</li>",
                labels.of("evidence", piece.path("evidence")), piece.path("at").asText().substring(0, 10),
                piece.path("person").asText()));
        return steps.isEmpty() && evidence.isEmpty() ? Html.of("<p>Nothing yet.</p>")
                : Html.of("<ul>{}{}</ul>", steps, evidence);
    }

    private Html steps(JsonNode application, String etag, Form form) {
        if (!application.path("route").asText().equals("EMBASSY")) return Html.NOTHING;
        var recorder = desk == Desk.EMBASSY ? "EMBASSY" : "RECRUITING_CENTRE";
        var next = CaseView.list(application.path("nextSteps")).stream()
                .filter(step -> step.path("id").asText().startsWith("STEP_") && step.path("blockedBy").isEmpty())
                .map(step -> step.path("id").asText().substring("STEP_".length())).toList();
        var steps = CaseView.list(directory.flow(WORDS).path("steps")).stream()
                .filter(step -> step.path("recordedBy").asText().equals(recorder)).toList();
        return Html.of("""
                <h2>Record a step</h2><form method="post" novalidate action="/desks/{}/{}/steps">
                <input type="hidden" name="etag" value="{}">
                <div class="question"><fieldset><legend>Which step?</legend>{}</fieldset></div>
                {}{}<button>Record</button></form>
                """, desk.path(), id, etag, Html.each(steps, step -> {
            var name = step.path("step").asText();
            return Html.of("""
                    <div class="choice"><input type="radio" name="/step" id="step-{}" value="{}"{}>
                    <label for="step-{}">{}</label></div>
                    """, name, name, Html.flag("checked", !next.isEmpty() && next.get(0).equals(name)), name,
                    step.path("text").asText());
        }), form.field(ON), desk == Desk.EMBASSY ? form.field(VISA) : null);
    }

    private Reply step() {
        var body = JsonNodeFactory.instance.objectNode();
        for (var question : List.of(STEP, ON, VISA)) {
            var value = Body.value(question, request.form(), null);
            if (value != null && (question != VISA || request.form().one("/step").equals("VISA"))) {
                Body.put(body, question.pointer(), value);
            }
        }
        return after(change("steps", body), "The step is recorded.");
    }

    private Html evidenceForm(JsonNode application, String etag, Form form) {
        var wanted = CaseView.list(application.path("nextSteps")).stream().map(step -> step.path("id").asText())
                .toList();
        return Html.of("""
                <h2>Attest what you have seen</h2><form method="post" novalidate action="/desks/{}/{}/evidence">
                <input type="hidden" name="etag" value="{}">{}
                <button>Attest</button></form>
                """, desk.path(), id, etag, Html.each(desk.attests, evidence -> {
            var needed = wanted.contains("EVIDENCE_" + evidence);
            var seen = request.form().all("seen").contains(evidence);
            var label = directory.labels(WORDS).of("evidence", evidence);
            return Html.of("""
                    <details class="evidence"{}><summary>{}{}</summary>
                    <div class="choice"><input type="checkbox" name="seen" id="seen-{}" value="{}"{}>
                    <label for="seen-{}">I have seen this: {}</label></div>{}</details>
                    """, Html.flag("open", needed || seen), label, needed ? ", needed" : "", evidence, evidence,
                    Html.flag("checked", seen), evidence, label, Html.each(Evidence.questions(evidence), form::field));
        }));
    }

    /** All pieces or none: one version, one decision. */
    private Reply evidence() {
        var body = JsonNodeFactory.instance.objectNode();
        var pieces = body.putArray("pieces");
        request.form().all("seen").forEach(evidence -> pieces.add(Evidence.piece(evidence, request.form())));
        if (pieces.isEmpty()) return back("Nothing was attested: tick what you have seen.");
        return after(change("evidence", body), "It is attested.");
    }

    /** Shows the result of a dry run first, if the person asks for it. */
    private Reply rule() {
        var rulings = Rulings.body(request.form());
        if (rulings.path("rulings").isEmpty()) return back("Nothing was ruled: choose a ruling.");
        var dry = request.form().has("dry");
        var answer = change("resolutions" + (dry ? "?dryRun=true" : ""), rulings);
        if (!dry || !answer.ok()) return after(answer, "The ruling is recorded.");
        var view = directory.view(WORDS);
        return show(null, Html.of(
                "<div class=\"inset\" role=\"status\"><h2>What would follow</h2>{}{}</div>", view.status(answer.body()),
                view.findings(answer.body().path("decision"))));
    }

    private Reply replay() {
        var day = request.form().one("day").replaceAll("[^0-9-]", "");
        var answer = client.get("/v1/applications/" + id + "/replay?on=" + day);
        return answer.ok() ? show(null, Rulings.replayed(answer.body(), directory.view(WORDS)))
                : show(answer, Html.NOTHING);
    }

    private Answer change(String what, ObjectNode body) {
        return client.change("POST", "/v1/applications/" + id + "/" + what, request.form().one("etag"), body);
    }

    private Reply after(Answer answer, String done) {
        return answer.ok() ? back(done + " " + answer.body().path("text").asText()) : show(answer, Html.NOTHING);
    }

    private Reply back(String notice) {
        request.session().notice(notice);
        return Reply.redirect("/desks/" + desk.path() + "/" + id);
    }

    private List<Question> questions() {
        var questions = new ArrayList<>(List.of(STEP, ON, VISA));
        desk.attests.forEach(evidence -> questions.addAll(Evidence.questions(evidence)));
        return questions;
    }

    /** Fills the form with the applicant's statements, which a desk compares, and with today as the day of a step. */
    private static Answers known(JsonNode application) {
        var today = LocalDate.now(ZoneId.of("Europe/Kyiv"));
        return Body.answers(application.path("dossier")).with("/on.day", "" + today.getDayOfMonth())
                .with("/on.month", "" + today.getMonthValue()).with("/on.year", "" + today.getYear());
    }

    /** The problem, with the pointers of the questions. */
    private static JsonNode located(JsonNode problem) {
        var located = (JsonNode) problem.deepCopy();
        located.path("errors").forEach(error -> ((ObjectNode) error).put("pointer",
                Evidence.pointer(error.path("pointer").asText())));
        return located;
    }
}
