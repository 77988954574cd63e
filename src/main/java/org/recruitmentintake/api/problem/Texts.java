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
 * All texts that people read, by language and key. Each language is a file {@code texts/<two letters>.properties} in
 * UTF-8.
 */
@Singleton
public class Texts {

    /** The language if the client asks for no language that the service has. */
    static final String DEFAULT_LANGUAGE = "en";

    private final Map<String, Map<String, String>> byLanguage = new TreeMap<>();

    public Texts() {
        // A native executable cannot list the class path, so every possible file is tried.
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

    public Set<String> languages() { return byLanguage.keySet(); }

    /** Whether a person who speaks the language has reviewed its texts. */
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

    /** The language of the answer for an {@code Accept-Language} header, which may be null. */
    public String language(String acceptLanguage) {
        return acceptLanguage == null ? DEFAULT_LANGUAGE
                : AcceptLanguage.of(acceptLanguage).best(languages(), DEFAULT_LANGUAGE);
    }

    /**
     * The text of a key, with {@code {0}}, {@code {1}} … replaced by the arguments. A key without a text is shown
     * itself, so that the answer is still sent; the build checks that there is none.
     */
    public String text(String language, String key, Object... arguments) {
        var text = byLanguage.getOrDefault(language, byLanguage.get(DEFAULT_LANGUAGE)).getOrDefault(key, key);
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return text;
    }
}
