package org.recruitmentintake.api.problem;

import java.util.Map;
import java.util.Set;

/**
 * The texts in one language.
 *
 * @param language two letters
 */
public record LanguageTexts(String language, Map<String, String> byKey) {

    /** Whether a person who speaks the language has reviewed its texts. */
    public enum Review {
        NOT_REVIEWED, REVIEWED
    }

    /** The review status that the file of the language states. */
    public Review review() {
        return Review.valueOf(text("language.review"));
    }

    /** The keys that have a text; the build checks that all languages have the same. */
    public Set<String> keys() {
        return byKey.keySet();
    }

    /**
     * The text of a key, with {@code {0}}, {@code {1}} … replaced by the arguments. A key without a text is shown
     * itself, so that the answer is still sent; the build checks that there is none.
     */
    public String text(String key, Object... arguments) {
        var text = byKey.getOrDefault(key, key);
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return text;
    }
}
