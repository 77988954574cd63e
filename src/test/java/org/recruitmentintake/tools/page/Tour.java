package org.recruitmentintake.tools.page;

import java.util.List;

import org.recruitmentintake.tools.page.Request.Reply;

/** The first page, and the six steps from the empty form to the opened message. */
final class Tour {

    private Tour() {}

    /** @param states the states of a case for which the step is done */
    private record Stop(String title, String what, String link, String address, List<String> states) {}

    private static final List<String> POSTED = List.of("IN_PROGRESS", "IN_REVIEW", "ACCEPTED", "FORWARDED");
    private static final List<String> HANDED_OVER = List.of("ACCEPTED", "FORWARDED");

    private static final List<Stop> STOPS = List.of(
            new Stop("Fill in the form",
                    "You are an applicant in Ukraine. Take the example's answers, and choose that a "
                            + "conviction is spent. Ask what the rules say before you send it.",
                    "Open the form",
                    "/apply/in-country?example=yes", POSTED),
            new Stop("Read your case",
                    "Your application is stored. The page says whose turn it is, and for every condition "
                            + "how it stands, why, and on which legal ground. No desk has seen your papers yet.",
                    "Open your case", "/mine/{}", POSTED),
            new Stop("Show your papers",
                    "You are the recruiting centre now. Attest identity, birth date, convictions, presence and "
                            + "fitness.",
                    "Open it at the recruiting centre", "/desks/centre/{}",
                    List.of("IN_REVIEW", "ACCEPTED", "FORWARDED")),
            new Stop("Decide",
                    "A spent conviction must be weighed by a person. You are the reviewer: see what would follow from "
                            + "a ruling, then rule.",
                    "Open it at the reviewer", "/desks/reviewer/{}", HANDED_OVER),
            new Stop("See it handed over",
                    "Every condition passes. The message was written in the same transaction, and leaves "
                            + "by itself.",
                    "Open your case", "/mine/{}", List.of("FORWARDED")),
            new Stop("Open the message",
                    "You are the branch. See what the broker sees of the message, and what you read with your key.",
                    "Open the queue", "/queue?subject={}", List.of("FORWARDED")));

    static Reply start(Request request, Words words) {
        return Layout.page(request, words, words.of("start"), Html.of("""
                <p class="lead">{}</p>
                <p class="actions"><a class="button" href="/apply">{}</a>
                <a class="button quiet" href="/tour">{}</a></p>
                """, words.of("start.why"), words.of("menu.apply"), words.of("menu.tour")));
    }

    static Reply steps(Request request, Portal portal) {
        var words = Words.in("en");
        var cases = List.copyOf(request.session().cases.keySet());
        var id = cases.isEmpty() ? "" : cases.get(cases.size() - 1);
        var state = id.isEmpty() ? ""
                : portal.client(words).get("/v1/applications/" + id).body().path("state").asText();
        return Layout.page(request, words, "A tour of six steps", Html.of("""
                <p>From the empty form to the opened message, in about three minutes.</p><ol class="tour">{}</ol>
                """, Html.each(STOPS, stop -> Html.of(
                "<li><h2>{}{}</h2><p>{}</p>{}</li>", stop.title,
                stop.states.contains(state) ? Html.of(" <strong class=\"tag MET\">done</strong>") : null, stop.what,
                stop.address.contains("{}") && id.isEmpty() ? null
                        : Html.of("<p><a href=\"{}\">{}</a></p>", stop.address.replace("{}", id), stop.link)))));
    }
}
