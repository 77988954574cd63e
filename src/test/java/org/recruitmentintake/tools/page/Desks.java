package org.recruitmentintake.tools.page;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.recruitmentintake.tools.page.IntakeApi.Answer;
import org.recruitmentintake.tools.page.IntakeApi.Client;
import org.recruitmentintake.tools.page.Question.Asked;
import org.recruitmentintake.tools.page.Question.Kind;
import org.recruitmentintake.tools.page.Request.Reply;

/** The desks that work on cases: an embassy, a recruiting centre, a reviewer. In English. */
final class Desks {

    private static final Words WORDS = Words.ofDesks();
    private static final String BRANCHES = "GROUND_FORCES,TERRITORIAL_DEFENCE,DEFENCE_INTELLIGENCE,SPECIAL_OPERATIONS,"
            + "NATIONAL_GUARD,STATE_SPECIAL_TRANSPORT";
    private static final String RULE = "rule ";
    private static final Question STEP = new Question("step", "/step", Kind.ONE, "step", Asked.DESK);
    private static final Question ON = new Question("step", "/on", Kind.DATE, "", Asked.DESK);
    private static final Question VISA = new Question("step", "/visa", Kind.ONE, "visa", Asked.DESK);

    private final IntakeApi api;
    private final Directory directory;
    private final Office office;

    Desks(IntakeApi api, Directory directory) {
        this.api = api;
        this.directory = directory;
        this.office = new Office(api, directory);
    }

    /** @param attests the evidence that it may attest, in the order of work */
    enum Desk {
        EMBASSY("Embassy", "Cases of one embassy: record steps 1 to 6, attest what was seen.", "IDENTITY", "BIRTH_DATE",
                "CONVICTIONS", "SERVICE_PAPERS"),
        CENTRE("Recruiting centre", "Record the arrival, attest what was seen, post an attested application.",
                Evidence.ATTESTED.toArray(String[]::new)),
        REVIEWER("Reviewer", "Rule on findings, with what would follow first; ask the rules of another day.",
                "CONVICTIONS", "SPECIAL_CHECK", "POLYGRAPH_GROUNDS");

        final String title;
        final String about;
        final List<String> attests;

        Desk(String title, String about, String... attests) {
            this.title = title;
            this.about = about;
            this.attests = List.of(attests);
        }

        String path() { return name().toLowerCase(); }

        Map<String, String> credentials(Session session) {
            return switch (this) {
                case EMBASSY -> Map.of("client", "embassy-demo", "role", "embassy", "person", "attache-1", "embassies",
                        session.embassy);
                case CENTRE -> Map.of("client", "centre-demo", "role", "recruiting-centre", "person", "officer-1",
                        "branches", BRANCHES);
                case REVIEWER -> Map.of("client", "review-desk", "role", "reviewer", "person", "reviewer-1");
            };
        }
    }

    Reply answer(Request request) {
        for (var desk : Desk.values()) {
            if (request.segment(1).equals(desk.path())) return answer(request, desk);
        }
        return request.segment(1).isEmpty() ? index(request) : office.answer(request);
    }

    private Reply answer(Request request, Desk desk) {
        if (request.segment(2).isEmpty()) return list(request, desk);
        if (request.segment(2).equals("apply") && desk == Desk.CENTRE) {
            return new Filling(api, directory, desk.credentials(request.session()), true).answer(request, WORDS);
        }
        var id = request.segment(2);
        if (!request.post()) return show(request, desk, id, null, Html.NOTHING);
        var client = client(request, desk);
        return switch (request.segment(3)) {
            case "steps" -> step(request, desk, id, client);
            case "evidence" -> evidence(request, desk, id, client);
            case "rulings" -> rule(request, desk, id, client);
            case "replay" -> replay(request, desk, id, client);
            default -> null;
        };
    }

    private Client client(Request request, Desk desk) {
        return api.as(desk.credentials(request.session()), WORDS.language());
    }

    private static Reply index(Request request) {
        var desks = Html.each(List.of(Desk.values()), desk -> Html.of(
                "<li><h2><a href=\"/desks/{}\">{}</a></h2><p>{}</p></li>", desk.path(), desk.title, desk.about));
        return Layout.page(request, WORDS, "The desks", Html.of("""
                <p>Everybody here signs in by a click: development has no passwords. The service sees each desk's own token.</p>
                <ul class="cards">{}
                <li><h2><a href="/desks/privacy">Privacy</a></h2><p>Find the cases of a document, read the journal, hand out
                a dossier, erase.</p></li>
                <li><h2><a href="/desks/operator">Operator</a></h2><p>See what waits for the broker, send dead messages again,
                try a queue.</p></li></ul>
                """, desks));
    }

    private Reply list(Request request, Desk desk) {
        if (request.query().has("embassy")) request.session().embassy = request.query().one("embassy");
        var filter = request.query().one("filter");
        var answer = client(request, desk).get("/v1/applications?limit=20"
                + (filter.isEmpty() ? "" : "&" + filter)
                + (request.query().has("cursor") ? "&cursor=" + request.query().one("cursor") : ""));
        if (!answer.ok()) return Portal.refusal(request, WORDS, answer);
        var rows = Html.each(CaseView.list(answer.body().path("items")), item -> Html.of(
                "<tr><th scope=\"row\"><a href=\"/desks/{}/{}\">{}</a></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                desk.path(), item.path("id").asText(), item.path("id").asText().substring(0, 8),
                label("state", item.path("state")), label("branch", item.path("branch")),
                String.join(" ", CaseView.list(item.path("tasks")).stream().map(task -> task.path("text").asText())
                        .toList()),
                item.path("waitingSince").asText().replaceAll("T.*", "")));
        var next = answer.body().path("next").asText();
        return Layout.page(request, WORDS, desk.title, Html.of("""
                <p>{}</p>{}
                {}
                {}
                """, desk.about, above(request, desk),
                rows.isEmpty() ? Html.of("<p>There is no case here.</p>")
                        : Html.of(
                                "<table><caption>Cases, the longest waiting first</caption><thead><tr><th scope=\"col\">Case</th>"
                                        + "<th scope=\"col\">State</th><th scope=\"col\">Branch</th><th scope=\"col\">To do</th>"
                                        + "<th scope=\"col\">Waiting since</th></tr></thead><tbody>{}</tbody></table>",
                                rows),
                next.isEmpty() ? null
                        : Html.of("<p><a href=\"?filter={}&amp;cursor={}\">More</a></p>", filter, next)));
    }

    private Html above(Request request, Desk desk) {
        return switch (desk) {
            case EMBASSY -> Html.of("""
                    <form class="inline"><label for="embassy">Embassy</label>
                    <select id="embassy" name="embassy">{}</select> <button class="quiet">Show</button></form>
                    """, Html.each(CaseView.list(directory.embassies()), embassy -> Html.of(
                    "<option value=\"{}\"{}>{}, {}</option>", embassy.path("id").asText(),
                    Html.flag("selected", embassy.path("id").asText().equals(request.session().embassy)),
                    WORDS.country(embassy.path("country").asText()), embassy.path("city").asText())));
            case CENTRE -> Html
                    .of("<p><a class=\"button\" href=\"/desks/centre/apply/in-country\">New application, seen here</a>"
                            + "</p>");
            case REVIEWER -> Html.of("<ul class=\"filters\">{}</ul>", Html.each(List.of(
                    List.of("", "All"), List.of("state=IN_REVIEW", "In review"),
                    List.of("refusalProposed=true", "A refusal is proposed"),
                    List.of("hasMatch=true", "Another case matches")),
                    filter -> Html.of("<li><a href=\"?filter={}\"{}>{}</a></li>", filter.get(0).replace("=", "%3D"),
                            Html.flag("aria-current=\"true\"", request.query().one("filter").equals(filter.get(0))),
                            filter.get(1))));
        };
    }

    /** @param refused what the service answered to a change; null where there was none */
    private Reply show(Request request, Desk desk, String id, Answer refused, Html result) {
        var answer = client(request, desk).get("/v1/applications/" + id);
        if (!answer.ok()) return Portal.refusal(request, WORDS, answer);
        var application = answer.body();
        var view = directory.view(WORDS);
        var form = new Form(questions(desk), refused == null ? known(application) : request.form(), WORDS,
                directory.labels(WORDS), directory.embassies());
        var status = 200;
        Html above = Html.NOTHING;
        if (refused != null) {
            status = refused.status() == 0 ? 503 : refused.status();
            form.withErrors(located(refused.body()));
            above = form.hasErrors() ? form.summary(refused.body().path("title").asText())
                    : Portal.problem(WORDS, refused);
        }
        var work = Html.of("{}{}{}", desk == Desk.REVIEWER ? rulings(request, id, answer)
                : steps(application, desk, id, answer.etag(), form),
                evidenceForm(application, desk, id, answer.etag(), form, request),
                desk == Desk.REVIEWER ? Html.of("""
                        <h2>The rules of another day</h2><form method="post" action="/desks/reviewer/{}/replay" class="inline">
                        <label for="day">Day, for example 2024-02-20</label> <input id="day" name="day" value="{}" size="10">
                        <button class="quiet">Replay</button></form>
                        """, id, request.form().one("day")) : null);
        return Layout.page(request, WORDS, status, desk.title + ": case " + id.substring(0, 8), Html.of("""
                {}{}{}{}
                {}
                <h2>Findings</h2>{}
                <h2>What the applicant stated</h2>{}
                <p class="actions"><a href="/desks/{}">Back to the list</a></p>
                """, above, result, view.status(application), view.refusal(application), work,
                view.findings(application.path("decision")), view.dossier(application.path("dossier")), desk.path()));
    }

    private Html steps(JsonNode application, Desk desk, String id, String etag, Form form) {
        var recorder = desk == Desk.EMBASSY ? "EMBASSY" : "RECRUITING_CENTRE";
        var next = CaseView.list(application.path("nextSteps")).stream()
                .filter(step -> step.path("id").asText().startsWith("STEP_") && step.path("blockedBy").isEmpty())
                .map(step -> step.path("id").asText().substring("STEP_".length())).toList();
        var steps = CaseView.list(directory.flow(WORDS).path("steps")).stream()
                .filter(step -> step.path("recordedBy").asText().equals(recorder)).toList();
        if (!application.path("route").asText().equals("EMBASSY")) return Html.NOTHING;
        return Html.of("""
                <h2>Record a step</h2><form method="post" novalidate action="/desks/{}/{}/steps">
                <input type="hidden" name="etag" value="{}">
                <div class="question"><fieldset><legend>Which step?</legend>{}</fieldset></div>
                {}{}<button>Record</button></form>
                """, desk.path(), id, etag, Html.each(steps, step -> {
            var name = step.path("step").asText();
            return Html.of("<div class=\"choice\"><input type=\"radio\" name=\"/step\" id=\"step-{}\" value=\"{}\"{}>"
                    + "<label for=\"step-{}\">{}</label></div>", name, name,
                    Html.flag("checked", !next.isEmpty() && next.get(0).equals(name)), name,
                    step.path("text").asText());
        }), form.field(ON), desk == Desk.EMBASSY ? form.field(VISA) : null);
    }

    private Reply step(Request request, Desk desk, String id, Client client) {
        var body = JsonNodeFactory.instance.objectNode();
        for (var question : List.of(STEP, ON, VISA)) {
            var value = Body.value(question, request.form(), null);
            if (value != null && (question != VISA || request.form().one("/step").equals("VISA"))) {
                Body.put(body, question.pointer(), value);
            }
        }
        return after(request, desk, id, client.change("POST", "/v1/applications/" + id + "/steps",
                request.form().one("etag"), body), "The step is recorded.");
    }

    private Html evidenceForm(JsonNode application, Desk desk, String id, String etag, Form form, Request request) {
        var wanted = CaseView.list(application.path("nextSteps")).stream().map(step -> step.path("id").asText())
                .toList();
        return Html.of("""
                <h2>Attest what you have seen</h2><form method="post" novalidate action="/desks/{}/{}/evidence">
                <input type="hidden" name="etag" value="{}">{}
                <button>Attest</button></form>
                """, desk.path(), id, etag, Html.each(desk.attests, evidence -> {
            var needed = wanted.contains("EVIDENCE_" + evidence);
            return Html.of(
                    "<details class=\"evidence\"{}><summary>{}{}</summary><div class=\"choice\"><input type=\"checkbox\" "
                            + "name=\"seen\" id=\"seen-{}\" value=\"{}\"{}><label for=\"seen-{}\">I have seen this: {}</label></div>{}"
                            + "</details>",
                    Html.flag("open", needed || request.form().all("seen").contains(evidence)),
                    directory.labels(WORDS).of("evidence", evidence), needed ? ", needed" : "", evidence, evidence,
                    Html.flag("checked", request.form().all("seen").contains(evidence)), evidence,
                    directory.labels(WORDS).of("evidence", evidence),
                    Html.each(Evidence.questions(evidence), form::field));
        }));
    }

    /** All pieces or none: one version, one decision. */
    private Reply evidence(Request request, Desk desk, String id, Client client) {
        var body = JsonNodeFactory.instance.objectNode();
        var pieces = body.putArray("pieces");
        request.form().all("seen").forEach(evidence -> pieces.add(Evidence.piece(evidence, request.form())));
        if (pieces.isEmpty()) {
            request.session().notice("Nothing was attested: tick what you have seen.");
            return Reply.redirect("/desks/" + desk.path() + "/" + id);
        }
        return after(request, desk, id, client.change("POST", "/v1/applications/" + id + "/evidence",
                request.form().one("etag"), body), "It is attested.");
    }

    private Html rulings(Request request, String id, Answer answer) {
        var open = new ArrayList<JsonNode>();
        answer.body().path("decision").path("findings").forEach(finding -> {
            if (List.of("REVIEW", "REFUSAL_PROPOSED").contains(finding.path("consequence").asText())) open.add(finding);
        });
        var others = answer.body().path("otherCases");
        return Html.of("{}{}", others.isEmpty() ? null : Html.of("<h2>Other cases of the document</h2><ul>{}</ul>",
                Html.each(CaseView.list(others), other -> Html.of("<li><a href=\"/desks/reviewer/{}\">{}</a> {}{}</li>",
                        other.path("id").asText(), other.path("id").asText(), label("state", other.path("state")),
                        other.path("match").asBoolean() ? ", a match" : ""))),
                open.isEmpty() ? null : Html.of("""
                        <h2>Rule</h2><form method="post" action="/desks/reviewer/{}/rulings">
                        <input type="hidden" name="etag" value="{}">{}
                        <p><button name="dry" value="1" class="quiet">Show what would follow</button>
                        <button>Rule</button></p></form>
                        """, id, answer.etag(), Html.each(open, finding -> ruling(finding, request.form()))));
    }

    /** The rulings that the consequence allows, each with the reasons that belong to it. */
    private Html ruling(JsonNode finding, Answers answers) {
        var id = finding.path("condition").asText();
        var condition = CaseView.list(directory.conditions(WORDS)).stream()
                .filter(one -> one.path("id").asText().equals(id)).findFirst().orElseThrow();
        var choices = new ArrayList<Html>();
        for (var ruling : condition.path("reasons")) {
            var name = ruling.path("ruling").asText();
            if (name.equals("SATISFIED") && finding.path("consequence").asText().equals("REFUSAL_PROPOSED")) continue;
            for (var reason : ruling.path("reasons")) {
                var value = name + " " + reason.asText();
                choices.add(Html.of(
                        "<div class=\"choice\"><input type=\"radio\" name=\"" + RULE
                                + "{}\" id=\"{}-{}\" value=\"{}\"{}>"
                                + "<label for=\"{}-{}\">{}: {}</label></div>",
                        id, id, reason.asText(), value,
                        Html.flag("checked", answers.one(RULE + id).equals(value)), id, reason.asText(),
                        directory.labels(WORDS).of("ruling", name),
                        directory.labels(WORDS).of("ruling-reason", reason)));
            }
        }
        return Html.of(
                "<div class=\"question\"><fieldset><legend>{}</legend><p class=\"hint\">{}</p>{}</fieldset></div>",
                condition.path("text").asText(), finding.path("text").asText(), choices);
    }

    /** With what would follow first, if that is asked. */
    private Reply rule(Request request, Desk desk, String id, Client client) {
        var body = JsonNodeFactory.instance.objectNode();
        var rulings = body.putArray("rulings");
        request.form().values().forEach((name, values) -> {
            if (!name.startsWith(RULE)) return;
            var chosen = values.get(0).split(" ");
            rulings.addObject().put("condition", name.substring(RULE.length())).put("ruling", chosen[0])
                    .put("reason", chosen[1]);
        });
        if (rulings.isEmpty()) {
            request.session().notice("Nothing was ruled: choose a ruling.");
            return Reply.redirect("/desks/reviewer/" + id);
        }
        var dry = request.form().has("dry");
        var answer = client.change("POST", "/v1/applications/" + id + "/resolutions" + (dry ? "?dryRun=true" : ""),
                request.form().one("etag"), body);
        if (!dry || !answer.ok()) return after(request, desk, id, answer, "The ruling is recorded.");
        var view = directory.view(WORDS);
        return show(request, desk, id, null, Html.of(
                "<div class=\"inset\" role=\"status\"><h2>What would follow</h2>{}{}</div>", view.status(answer.body()),
                view.findings(answer.body().path("decision"))));
    }

    private Reply replay(Request request, Desk desk, String id, Client client) {
        var answer = client
                .get("/v1/applications/" + id + "/replay?on=" + request.form().one("day").replaceAll("[^0-9-]", ""));
        if (!answer.ok()) return show(request, desk, id, answer, Html.NOTHING);
        var differing = CaseView.list(answer.body().path("differing")).stream().map(JsonNode::asText).toList();
        var replayed = (ObjectNode) answer.body().path("replayed").deepCopy();
        var findings = replayed.putArray("findings");
        answer.body().path("replayed").path("findings").forEach(finding -> {
            if (differing.contains(finding.path("condition").asText())) findings.add(finding);
        });
        return show(request, desk, id, null,
                Html.of("<div class=\"inset\" role=\"status\"><h2>Under the rules of {}</h2><p>{}</p>"
                        + "{}</div>", replayed.path("day").asText(),
                        differing.isEmpty() ? "Nothing differs."
                                : differing.size() + " findings differ. Then they came to:",
                        directory.view(WORDS).findings(replayed)));
    }

    private Reply after(Request request, Desk desk, String id, Answer answer, String done) {
        if (!answer.ok()) return show(request, desk, id, answer, Html.NOTHING);
        request.session().notice(done + " " + answer.body().path("text").asText());
        // A desk that has done its part may not see the case any more.
        return Reply.redirect("/desks/" + desk.path() + "/" + id);
    }

    private static List<Question> questions(Desk desk) {
        var questions = new ArrayList<>(List.of(STEP, ON, VISA));
        desk.attests.forEach(evidence -> questions.addAll(Evidence.questions(evidence)));
        return questions;
    }

    /** What the applicant stated is what a desk compares; a step was done today unless another day is typed. */
    private static Answers known(JsonNode application) {
        var today = LocalDate.now(ZoneId.of("Europe/Kyiv"));
        return Body.answers(application.path("dossier")).with("/on.day", "" + today.getDayOfMonth())
                .with("/on.month", "" + today.getMonthValue()).with("/on.year", "" + today.getYear());
    }

    /** With the pointers of the questions. */
    private static JsonNode located(JsonNode problem) {
        var located = (JsonNode) problem.deepCopy();
        located.path("errors").forEach(error -> ((ObjectNode) error).put("pointer",
                Evidence.pointer(error.path("pointer").asText())));
        return located;
    }

    private String label(String list, JsonNode code) { return directory.labels(WORDS).of(list, code); }
}
