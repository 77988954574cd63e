package org.recruitmentintake.tools.page;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Markup that is safe to send. */
record Html(String markup) {

    static final Html NOTHING = new Html("");

    /**
     * Fills a template.
     *
     * @param template markup with {@code {}} where a value goes
     * @param values text, which is escaped; markup or a list of it, which is not; null for nothing
     */
    static Html of(String template, Object... values) {
        var remaining = List.of(template.split("\\{}", -1)).iterator();
        var given = Arrays.asList(values).iterator();
        var filled = new StringBuilder(remaining.next());
        while (remaining.hasNext()) {
            filled.append(value(given)).append(remaining.next());
        }
        if (given.hasNext()) throw new IllegalArgumentException("more values than places: " + template);
        return new Html(filled.toString());
    }

    static <T> Html each(Collection<T> items, Function<T, Html> markup) {
        return new Html(items.stream().map(markup).map(Html::markup).collect(Collectors.joining()));
    }

    /** An attribute without a value, where the condition holds. */
    static Html flag(String name, boolean present) {
        return present ? new Html(" " + name) : NOTHING;
    }

    boolean isEmpty() { return markup.isEmpty(); }

    private static String value(Iterator<?> given) {
        var value = given.next();
        if (value == null) return "";
        if (value instanceof Html html) return html.markup;
        if (value instanceof Collection<?> many) {
            return many.stream().map(one -> ((Html) one).markup).collect(Collectors.joining());
        }
        return value.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;").replace("'", "&#39;");
    }
}
