package org.recruitmentintake.api.problem;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

import jakarta.inject.Singleton;

/**
 * Every sentence a person reads, by language and key. A language is one file, {@code texts/<two letters>.properties}
 * in UTF-8; a further one is a further file.
 */
@Singleton
public class Texts {

    /** The language of a client that asks for none we have. */
    static final String DEFAULT_LANGUAGE = "en";

    private final Map<String, Map<String, String>> byLanguage = new TreeMap<>();

    public Texts() {
        // The class path cannot be listed in a native executable, so every possible file is asked for.
        for (var language : Locale.getISOLanguages()) {
            try (var file = Texts.class.getResourceAsStream("/texts/" + language + ".properties")) {
                if (file != null) {
                    var properties = new Properties();
                    properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
                    var texts = new HashMap<String, String>();
                    properties.forEach((key, text) -> texts.put((String) key, (String) text));
                    byLanguage.put(language, texts);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (!byLanguage.containsKey(DEFAULT_LANGUAGE)) {
            throw new IllegalStateException("texts/" + DEFAULT_LANGUAGE + ".properties is missing");
        }
    }

    public Set<String> languages() {
        return byLanguage.keySet();
    }

    /** Whether a person has read the texts of a language; no file says so without such a person. */
    public enum Review {
        NOT_REVIEWED, REVIEWED
    }

    /** The review status that the file of the language states. */
    public Review review(String language) {
        return Review.valueOf(text(language, "language.review"));
    }

    /** The keys of a language; the build checks that all have the same. */
    public Set<String> keys(String language) {
        return byLanguage.get(language).keySet();
    }

    /** The language to answer in, from an {@code Accept-Language} header, or null where the client sent none. */
    public String language(String acceptLanguage) {
        return acceptLanguage == null ? DEFAULT_LANGUAGE
                : AcceptLanguage.of(acceptLanguage).best(languages(), DEFAULT_LANGUAGE);
    }

    /**
     * The text of a key, {@code {0}}, {@code {1}} … replaced by the arguments. A key without a text, which the build
     * does not let happen, is shown as it is: a missing sentence must not cost the answer.
     */
    public String text(String language, String key, Object... arguments) {
        var text = byLanguage.getOrDefault(language, byLanguage.get(DEFAULT_LANGUAGE)).getOrDefault(key, key);
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return text;
    }
}
