package org.recruitmentintake.api.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of all languages, and the choice of a language. */
class TextsTest {

    private final Texts texts = new Texts();

    @Test
    void thereAreFiveLanguages() {
        assertEquals(Set.of("en", "es", "fr", "pt", "uk"), texts.languages());
    }

    @Test
    void noLanguageIsReviewedYet() {
        texts.languages().forEach(
                language -> assertEquals(LanguageTexts.Review.NOT_REVIEWED, texts.in(language).review()));
    }

    @Test
    void noTextIsEmpty() {
        texts.languages().forEach(language -> texts.in(language).keys()
                .forEach(key -> assertFalse(texts.in(language).text(key).isBlank(), language + " " + key)));
    }

    @Test
    void everyLanguageHasTheSameKeys() {
        var english = new TreeSet<>(texts.in("en").keys());
        texts.languages().forEach(
                language -> assertEquals(english, new TreeSet<>(texts.in(language).keys()), language));
    }

    @Test
    void everyLanguageHasTheSamePlaceholders() {
        for (var key : texts.in("en").keys()) {
            for (var language : texts.languages()) {
                assertEquals(placeholders("en", key), placeholders(language, key), language + " " + key);
            }
        }
    }

    private List<String> placeholders(String language, String key) {
        return Pattern.compile("\\{[^}]*}").matcher(texts.in(language).text(key)).results().map(MatchResult::group)
                .sorted()
                .toList();
    }

    @Test
    void everyProblemAndViolationHasAText() throws Exception {
        for (var kind : ProblemKind.values()) {
            assertTrue(texts.in("en").keys().contains("problem." + kind.code()), kind.code());
        }
        var codes = Arrays.stream(ProblemException.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class).toList();
        assertFalse(codes.isEmpty());
        for (var code : codes) {
            assertTrue(texts.in("en").keys().contains("violation." + code.get(null)), code.getName());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "-                   | en",
            "uk                  | uk",
            "uk-UA,uk;q=0.9      | uk",
            "UK                  | uk",
            "en;q=0.3, uk;q=0.8  | uk",
            "de, uk;q=0.5        | uk",
            "de                  | en",
            "*                   | en",
            "uk;q=0, en          | en",
            "es-CO,es;q=0.9      | es",
            "pt-BR               | pt",
            "fr-CA, en;q=0.5     | fr",
            "''                  | en",
            ";;q=,,              | en",
            "uk,,en              | uk",
            ",uk                 | uk",
            "u k, en;q=2, fr     | fr",
            "en_GB, uk;q=0.5     | uk",
            "toolongtag, uk      | uk",
            "uk;q=0.1234, fr     | fr",
            "uk;level=1, fr      | fr",
            "uk;q=1.001, fr      | fr",
            "uk ; Q=0.5, fr;q=.9 | uk",
            "uk;q=1., en         | uk",
            "en;q=0, uk;q=0.001  | uk",
            "en;q=0              | en",
            "uk;q=0, *           | en",
            "*;q=0.5, uk;q=0.1   | en",
            "*, uk               | uk",
            "en;q=0, uk;q=0, es;q=0, fr;q=0, * | pt",
            "es, fr              | es",
            "fr;q=0.5, es;q=0.5  | fr",
            "uk-*, fr            | fr",
            "*-UA, fr            | fr",
            "x-uk, fr;q=0.1      | fr",
            "uk-Cyrl-UA-x-a      | uk"})
    void bestAvailableLanguageIsChosen(String header, String language) {
        assertEquals(language, texts.preferredBy(header).language());
    }

    @Test
    void headerOfAnyLengthIsRead() {
        for (var part : List.of("uk,", "uk-a-", "de;q=0.1,", ",", "-", ";q=")) {
            assertEquals("fr", texts.preferredBy("fr," + part.repeat(5_000)).language(), part);
        }
    }

    @Test
    void textContainsItsArguments() {
        assertEquals("This is too long. The limit is 10.", texts.in("en").text("violation.too-long", 10));
        assertEquals("Значення задовге. Найбільше дозволено 10.", texts.in("uk").text("violation.too-long", 10));
    }

    @Test
    void missingTextIsReplacedByItsKeyOrByEnglish() {
        assertEquals("no.such.key", texts.in("en").text("no.such.key"));
        assertEquals(texts.in("en").text("problem.stale"), texts.in("xx").text("problem.stale"));
    }
}
