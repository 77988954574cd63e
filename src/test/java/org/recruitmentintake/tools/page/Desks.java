package org.recruitmentintake.tools.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.recruitmentintake.tools.page.Request.Reply;

/** The desks: which there are, and the list of cases of those that work on cases. In English. */
final class Desks {

    private static final Words WORDS = Words.ofDesks();
    /** The filters of a reviewer's list, by the consequence. */
    private static final Map<String, String> FILTERS = filters();

    private final IntakeApi api;
    private final Directory directory;
    private final OtherDesks otherDesks;

    Desks(IntakeApi api, Directory directory) {
        this.api = api;
        this.directory = directory;
        this.otherDesks = new OtherDesks(api, directory);
    }

    Reply answer(Request request) {
        for (var desk : Desk.values()) {
            if (request.segment(1).equals(desk.path())) return answer(request, desk);
        }
        return request.segment(1).isEmpty() ? index(request) : otherDesks.answer(request);
    }

    private Reply answer(Request request, Desk desk) {
        var credentials = desk.credentials(request.session());
        if (request.segment(2).isEmpty()) return list(request, desk);
        if (request.segment(2).equals("apply") && desk == Desk.CENTRE) {
            return new NewApplication(api, directory, credentials, true).answer(request, WORDS);
        }
        return new CaseDesk(directory, request, desk, api.as(credentials, WORDS.language())).answer();
    }

    private static Reply index(Request request) {
        return Layout.page(request, WORDS, "The desks", Html.of("""
                <p>Everybody here signs in by a click: development has no passwords. The service sees each desk's own
                token.</p>
                <ul class="cards">{}
                <li><h2><a href="/desks/privacy">Privacy</a></h2>
                <p>Find the cases of a document, read the journal, hand out a dossier, erase.</p></li>
                <li><h2><a href="/desks/operator">Operator</a></h2>
                <p>See what waits for the broker, send dead messages again, try a queue.</p></li></ul>
                """, Html.each(List.of(Desk.values()), desk -> Html.of(
                "<li><h2><a href=\"/desks/{}\">{}</a></h2><p>{}</p></li>", desk.path(), desk.title, desk.about))));
    }

    private Reply list(Request request, Desk desk) {
        if (request.query().has("embassy")) request.session().embassy = request.query().one("embassy");
        var filter = FILTERS.getOrDefault(request.query().one("filter"), "");
        var answer = api.as(desk.credentials(request.session()), WORDS.language()).get("/v1/applications?limit=20"
                + (filter.isEmpty() ? "" : "&" + filter)
                + (request.query().has("cursor") ? "&cursor=" + request.query().one("cursor") : ""));
        if (!answer.ok()) return Portal.refusal(request, WORDS, answer);
        var items = CaseView.list(answer.body().path("items"));
        var next = answer.body().path("next").asText();
        return Layout.page(request, WORDS, desk.title, Html.of("""
                <p>{}</p>{}
                {}{}
                """, desk.about, above(request, desk),
                items.isEmpty() ? Html.of("<p>There is no case here.</p>") : table(items, desk),
                next.isEmpty() ? null
                        : Html.of("<p><a href=\"?filter={}&amp;cursor={}\">More</a></p>",
                                request.query().one("filter").replace(' ', '+'), next)));
    }

    private Html table(List<JsonNode> items, Desk desk) {
        var labels = directory.labels(WORDS);
        return Html.of("""
                <table><caption>Cases, the longest waiting first</caption>
                <thead><tr><th scope="col">Case</th><th scope="col">State</th><th scope="col">Branch</th>
                <th scope="col">To do</th><th scope="col">Waiting since</th></tr></thead><tbody>{}</tbody></table>
                """, Html.each(items, item -> Html.of("""
                <tr><th scope="row"><a href="/desks/{}/{}">{}</a></th><td>{}{}</td><td>{}</td><td>{}</td>
                <td>{}</td></tr>
                """, desk.path(), item.path("id").asText(), item.path("id").asText().substring(0, 8),
                labels.of("state", item.path("state")),
                item.path("refusalProposed").asBoolean() ? ", a refusal is proposed"
                        : item.path("attention").asBoolean() ? ", needs attention" : "",
                labels.of("branch", item.path("branch")),
                String.join(" ", CaseView.list(item.path("tasks")).stream().map(task -> task.path("text").asText())
                        .toList()),
                item.path("waitingSince").asText().replaceAll("T.*", ""))));
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
            case CENTRE -> Html.of("<p><a class=\"button\" href=\"/desks/centre/apply/in-country\">"
                    + "New application, seen here</a></p>");
            case REVIEWER -> Html.of("<nav class=\"filters\" aria-label=\"Consequence\"><ul>{}</ul></nav>",
                    Html.each(FILTERS.keySet(), filter -> Html.of("<li><a href=\"?filter={}\"{}>{}</a></li>",
                            filter.replace(' ', '+'), Html.flag("aria-current=\"true\"",
                                    filter.equals(request.query().one("filter"))),
                            filter)));
        };
    }

    private static Map<String, String> filters() {
        var filters = new LinkedHashMap<String, String>();
        filters.put("All", "");
        filters.put("To be weighed", "state=IN_REVIEW&refusalProposed=false");
        filters.put("A refusal is proposed", "refusalProposed=true");
        filters.put("Another case matches", "hasMatch=true");
        return filters;
    }
}
