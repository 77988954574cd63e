package org.recruitmentintake.application.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The number of an identity document. It is stored and sent as the document writes it, and folded for comparison only.
 */
public final class DocumentNumber {

    /**
     * Letters that look like another letter, each with the letter that represents both. The file names its source and
     * version.
     */
    private static final Map<Integer, Integer> LOOKALIKES = lookalikes("/lookalike-letters.txt");

    private static final int NO_CHARACTER = -1;

    private DocumentNumber() {}

    /**
     * The letters and digits of a number: upper case, compatibility forms (full width, mathematical) to plain ones,
     * letters that look the same in any script made one, digits of every script made ASCII digits. Marks, modifier
     * letters, spaces, punctuation and signs such as № are left out. No letter becomes a digit, and no two letters
     * become one. Takes time in proportion to the length.
     */
    public static String folded(String number) {
        var folded = new StringBuilder(number.length());
        number.codePoints().forEach(character -> fold(character, folded));
        return folded.toString();
    }

    /** Whether two documents write the same number. */
    public static boolean isSame(String number, String other) {
        return folded(number).equals(folded(other));
    }

    /** Whether the text has a letter or digit. */
    public static boolean isNumber(String text) {
        return !folded(text).isEmpty();
    }

    private static void fold(int character, StringBuilder folded) {
        var single = foldedOrNone(character);
        if (single != NO_CHARACTER) {
            folded.appendCodePoint(single);
            return;
        }
        // One by one: normalising a whole text also sorts its marks, which costs more than linear time.
        var plain = Normalizer.normalize(Character.toString(character), Form.NFKD);
        if (plain.codePointCount(0, plain.length()) == 1 && plain.codePointAt(0) == character) return;
        var parts = plain.codePoints().map(DocumentNumber::foldedOrNone).filter(part -> part != NO_CHARACTER).toArray();
        // A sign that stands for a word, such as №, is punctuation; a letter in a circle is a letter.
        if (Character.getType(character) != Character.OTHER_SYMBOL || parts.length == 1) {
            Arrays.stream(parts).forEach(folded::appendCodePoint);
        }
    }

    /**
     * The folded letter or digit; NO_CHARACTER for all other characters, and for those that must be decomposed first.
     */
    private static int foldedOrNone(int character) {
        switch (Character.getType(character)) {
            case Character.DECIMAL_DIGIT_NUMBER :
                return '0' + Character.digit(character, 10);
            case Character.LETTER_NUMBER, Character.OTHER_NUMBER :
                return isDecomposable(character) ? NO_CHARACTER : numberSign(character);
            case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER,
                    Character.OTHER_LETTER :
                var upper = Character.toUpperCase(character);
                var representative = LOOKALIKES.get(upper);
                return representative != null ? representative
                        : isDecomposable(upper) || isDecomposable(character) ? NO_CHARACTER : upper;
            default :
                return NO_CHARACTER;
        }
    }

    /**
     * Digits outside the decimal systems (Ethiopic, Suzhou, in circles) are digits; larger numbers stay as they are.
     */
    private static int numberSign(int character) {
        var value = Character.getNumericValue(character);
        return value >= 0 && value <= 9 ? '0' + value : character;
    }

    private static boolean isDecomposable(int character) {
        return character > 0x7F && !Normalizer.isNormalized(Character.toString(character), Form.NFKD);
    }

    private static Map<Integer, Integer> lookalikes(String resource) {
        try (var file = DocumentNumber.class.getResourceAsStream(resource)) {
            var lookalikes = new HashMap<Integer, Integer>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[: ]+"))
                    .forEach(letters -> Arrays.stream(letters).skip(1).forEach(
                            letter -> lookalikes.put(Integer.valueOf(letter, 16), Integer.valueOf(letters[0], 16))));
            return Map.copyOf(lookalikes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
