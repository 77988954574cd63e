package org.recruitmentintake.api.json;

import java.util.regex.Pattern;

import org.recruitmentintake.application.model.TextBounds;

/** Characters that hide or reorder what a reader sees. Every script of the world is allowed. */
final class RefusedCharacters {

    private static final Pattern RIGHT_TO_LEFT = Pattern.compile(
            "[\\p{IsArabic}\\p{IsHebrew}\\p{IsSyriac}\\p{IsThaana}\\p{IsNko}&&\\p{L}]");
    // Allowed in text with right-to-left letters: these marks do not reorder the text around them.
    private static final Pattern DIRECTION_MARK = Pattern.compile("[\\u200E\\u200F\\u061C]");

    // Invisible and reordering characters. Allowed are the joiners of Persian and Indic scripts, the signs around
    // Arabic numbers, and a variation selector after a character that it can vary: anywhere else it hides data.
    private static final Pattern REFUSED = Pattern.compile(String.join("|",
            "[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]",
            "[\\p{Cf}&&[^\\u200C\\u200D\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\x{110BD}\\x{110CD}]]",
            // Fillers and invisible marks (Hangul, Khmer, the grapheme joiner, blank Braille), and the replacement
            // characters of a form that has lost a character.
            "[\\uFFFC\\uFFFD\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u2800\\u3164\\uFFA0]",
            "(?<!\\p{L})[\\uFE00-\\uFE0F]|(?<!\\p{IsIdeographic})[\\x{E0100}-\\x{E01EF}]",
            // Text of spaces and joiners only. Text of plain spaces counts as left out.
            "^ *+[\\p{Z}\\p{Cf}&&[^ ]][\\p{Z}\\p{Cf}]*$"));

    private RefusedCharacters() {}

    /** Also refuses many marks on one letter: to normalise them costs the square of their number. */
    static boolean areIn(String text) {
        if (isPlain(text)) return false;
        var shown = RIGHT_TO_LEFT.matcher(text).find() ? DIRECTION_MARK.matcher(text).replaceAll("") : text;
        return TextBounds.stacksMarks(text) || REFUSED.matcher(shown).find();
    }

    /** Whether a text is printable ASCII, as most are: it is in normal form, and no character of it is refused. */
    static boolean isPlain(String text) {
        return text.chars().allMatch(each -> each >= ' ' && each < 0x7F);
    }
}
