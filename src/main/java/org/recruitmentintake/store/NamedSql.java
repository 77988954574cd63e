package org.recruitmentintake.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A statement with named parameters, {@code :name}, each of which may stand in it several times. A colon inside a
 * literal or a comment is not expected; {@code ::} is PostgreSQL's cast.
 *
 * @param text the statement as JDBC takes it
 * @param names the name of each question mark, in their order
 */
record NamedSql(String text, List<String> names) {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z][A-Za-z_]*)");
    /** Each statement is read once. There are few: the constants, and the lists with each filter. */
    private static final Map<String, NamedSql> READ = new ConcurrentHashMap<>();

    static NamedSql of(String text) {
        return READ.computeIfAbsent(text, NamedSql::read);
    }

    private static NamedSql read(String text) {
        if (text.indexOf('?') >= 0) throw new IllegalArgumentException("a question mark in a statement");
        var names = new ArrayList<String>();
        var jdbc = PARAMETER.matcher(text).replaceAll(parameter -> {
            names.add(parameter.group(1));
            return "?";
        });
        return new NamedSql(jdbc, List.copyOf(names));
    }
}
