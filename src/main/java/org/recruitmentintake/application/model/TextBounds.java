package org.recruitmentintake.application.model;

import java.util.regex.Pattern;

/**
 * Bounds of the free text of a case. The reader of requests checks text first; the records check it again, so that a
 * bug of the reader cannot store text out of bounds.
 */
public final class TextBounds {

    /**
     * More combining marks in a row than any script needs: Burmese writes up to six on one letter, Vietnamese, Yoruba,
     * Hindi and Thai up to three. Unicode normalisation costs the square of their number.
     */
    private static final Pattern STACKED_MARKS = Pattern.compile("\\p{M}{9}");

    /**
     * Control characters, halves of surrogate pairs, private or unassigned ones, and those that override the direction.
     */
    private static final Pattern NEVER_SHOWN = Pattern.compile(
            "[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]");

    private TextBounds() {}

    /** Whether the text stacks marks. Takes time in proportion to its length, since it does not normalise. */
    public static boolean stacksMarks(String text) {
        return STACKED_MARKS.matcher(text).find();
    }

    /**
     * @param most code points
     * @throws IllegalArgumentException if it is missing, blank, too long, or holds a character that is never shown
     */
    static void checkRequired(String text, int most) {
        if (text == null) throw new IllegalArgumentException("a text is missing");
        checkOptional(text, most);
    }

    /** As {@link #checkRequired}, but the text may be missing. */
    static void checkOptional(String text, int most) {
        if (text == null) return;
        // Units first, so that a text of a million characters is refused without reading it.
        if (text.length() > 2 * most || text.codePointCount(0, text.length()) > most || text.isBlank()
                || stacksMarks(text) || NEVER_SHOWN.matcher(text).find()) {
            throw new IllegalArgumentException("a text is out of its bounds");
        }
    }
}
