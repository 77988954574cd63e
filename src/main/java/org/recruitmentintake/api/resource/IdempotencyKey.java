package org.recruitmentintake.api.resource;

import java.util.List;
import java.util.regex.Pattern;

import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;

/** The {@code Idempotency-Key} of a request: a string of RFC 8941, or the same text without its quotes. */
final class IdempotencyKey {

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern STRING = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\]){0,128})\"");
    // Printable, without what would need quotes: a space, a quote, a backslash, a comma, a semicolon.
    private static final Pattern BARE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]+");
    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;

    private IdempotencyKey() {}

    /**
     * The key that the lines of the header name.
     *
     * @throws ProblemException if there is none, if there are several, or if it is malformed, too short or too long
     */
    static String of(List<String> lines) {
        if (lines.stream().allMatch(String::isBlank)) throw new ProblemException(ProblemKind.IDEMPOTENCY_KEY_MISSING);
        var keys = lines.stream().map(line -> text(line.strip())).distinct().toList();
        if (keys.size() > 1 || keys.get(0).length() < SHORTEST || keys.get(0).length() > LONGEST) throw malformed();
        return keys.get(0);
    }

    private static String text(String value) {
        var quoted = STRING.matcher(value);
        if (quoted.matches()) return quoted.group(1).replaceAll("\\\\(.)", "$1");
        if (BARE.matcher(value).matches()) return value;
        throw malformed();
    }

    private static ProblemException malformed() { return ProblemException.invalidHeader(HEADER); }
}
