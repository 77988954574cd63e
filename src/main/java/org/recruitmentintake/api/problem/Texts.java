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

    private final Map<String, LanguageTexts> byLanguage = new TreeMap<>();

    public Texts() {
        // A native executable cannot list the class path, so every possible file is tried.
        for (var language : Locale.getISOLanguages()) {
            try (var file = Texts.class.getResourceAsStream("/texts/" + language + ".properties")) {
                if (file != null) {
                    var properties = new Properties();
                    properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
                    var texts = new HashMap<String, String>();
                    properties.forEach((key, text) -> texts.put((String) key, (String) text));
                    byLanguage.put(language, new LanguageTexts(language, texts));
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

    /** The texts in a language; in the default language if the service has no texts in it. */
    public LanguageTexts in(String language) {
        return byLanguage.getOrDefault(language, byLanguage.get(DEFAULT_LANGUAGE));
    }

    /** The texts in the language that an {@code Accept-Language} header prefers; the header may be null. */
    public LanguageTexts preferredBy(String acceptLanguage) {
        return in(acceptLanguage == null ? DEFAULT_LANGUAGE
                : AcceptLanguage.of(acceptLanguage).best(languages(), DEFAULT_LANGUAGE));
    }
}
