package org.recruitmentintake.tools.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The page's own texts in one language: the questions, by their pointers, and the texts around them. */
record Words(String language, Properties texts) {

    /** The languages of the service. */
    static final List<String> LANGUAGES = List.of("en", "es", "fr", "pt", "uk");

    private static final Map<String, Words> READ = new ConcurrentHashMap<>();

    static Words in(String language) {
        return READ.computeIfAbsent(LANGUAGES.contains(language) ? language : "en", Words::read);
    }

    String of(String key, Object... arguments) {
        var text = texts.getProperty(key);
        if (text == null) throw new IllegalArgumentException("no text for " + key);
        return arguments.length == 0 ? text : text.replace("{0}", String.valueOf(arguments[0]));
    }

    /** Null if there is none. */
    String find(String key) { return texts.getProperty(key); }

    /** The name of a country, from the JDK. */
    String country(String code) {
        return new Locale("", code).getDisplayCountry(new Locale(language));
    }

    /** The English texts, with those of the further questions of the desks. */
    static Words ofDesks() {
        var words = new Words("en", new Properties());
        words.texts.putAll(in("en").texts);
        words.texts.putAll(read("desks").texts);
        return words;
    }

    private static Words read(String name) {
        try (var file = Words.class.getResourceAsStream("texts/" + name + ".properties")) {
            var texts = new Properties();
            texts.load(new InputStreamReader(file, UTF_8));
            return new Words(name, texts);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
