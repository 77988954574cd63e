package org.recruitmentintake.application.model;

/**
 * Bounds of the free text of a case. The reader of requests checks text first; the records check it again, so that a
 * bug of the reader cannot store text out of bounds.
 */
public final class TextBounds {

    /**
     * The most combining marks in a row. Burmese writes up to six on one letter, Vietnamese, Yoruba, Hindi and Thai
     * up to three. Unicode normalisation costs the square of this number.
     */
    public static final int MOST_MARKS = 8;

    private TextBounds() {}

    /** Whether more combining marks follow each other than any script needs. One pass, without normalising. */
    public static boolean stacksMarks(String text) {
        int marks = 0;
        for (int i = 0; i < text.length();) {
            int character = text.codePointAt(i);
            marks = isMark(character) ? marks + 1 : 0;
            if (marks > MOST_MARKS) return true;
            i += Character.charCount(character);
        }
        return false;
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /**
     * The text, if it is there and within its bounds.
     *
     * @param most code points
     * @throws IllegalArgumentException if it is missing, blank, too long, or holds a character that is never shown
     */
    static String required(String text, int most) {
        if (text == null) throw new IllegalArgumentException("a text is missing");
        return optional(text, most);
    }

    /** As {@link #required}, but the text may be missing. */
    static String optional(String text, int most) {
        if (text == null) return null;
        // Units first, so that a text of a million characters is refused without reading it.
        if (text.length() > 2 * most || text.codePointCount(0, text.length()) > most || text.isBlank()
                || stacksMarks(text) || text.codePoints().anyMatch(TextBounds::isNeverShown)) {
            throw new IllegalArgumentException("a text is out of its bounds");
        }
        return text;
    }

    /**
     * Control characters, halves of surrogate pairs, private or unassigned ones, and those that override the direction.
     */
    private static boolean isNeverShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> character >= 0x202A && character <= 0x202E
                    || character >= 0x2066 && character <= 0x2069;
            default -> false;
        };
    }
}
