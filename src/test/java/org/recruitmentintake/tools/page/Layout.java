package org.recruitmentintake.tools.page;

import java.util.List;

import org.recruitmentintake.tools.page.Request.Reply;

/** The frame of every page. */
final class Layout {

    private Layout() {}

    static Reply page(Request request, Words words, String title, Html content) {
        return page(request, words, 200, title, content);
    }

    static Reply page(Request request, Words words, int status, String title, Html content) {
        var notice = request.session().takeNotice();
        return Reply.page(status, Html.of("""
                <!DOCTYPE html>
                <html lang="{}">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>{}{} - Recruitment intake</title>
                <link rel="stylesheet" href="/style.css">
                <link rel="icon" href="/icon.svg" type="image/svg+xml">
                <script src="/script.js" defer></script>
                </head>
                <body>
                <a class="skip" href="#content">{}</a>
                <header><div class="wide">
                <p class="name"><a href="/">Recruitment intake</a> <span>{}</span></p>
                <nav aria-label="{}"><ul>{}</ul></nav>
                </div></header>
                <div class="wide"><nav class="languages" aria-label="{}"><ul>{}</ul></nav>
                <main id="content">
                {}
                <h1>{}</h1>
                {}
                </main></div>
                <footer><div class="wide"><p>{}</p></div></footer>
                </body>
                </html>
                """, words.language(), status < 400 ? "" : words.of("error") + ": ", title, words.of("skip"),
                words.of("development"), words.of("menu"),
                Html.each(List.of("apply", "mine", "desks", "queue", "tour"),
                        item -> Html.of("<li><a href=\"/{}\"{}>{}</a></li>", item,
                                Html.flag("aria-current=\"page\"", request.segment(0).equals(item)),
                                words.of("menu." + item))),
                words.of("languages"),
                Html.each(Words.LANGUAGES,
                        language -> Html.of("<li><a href=\"?lang={}\" hreflang=\"{}\" lang=\"{}\"{}>{}</a></li>",
                                language, language, language,
                                Html.flag("aria-current=\"true\"", language.equals(words.language())),
                                Words.in(language).of("language"))),
                notice.isEmpty() ? null : Html.of("<p class=\"notice\" role=\"status\">{}</p>", notice), title, content,
                words.of("footer")));
    }
}
