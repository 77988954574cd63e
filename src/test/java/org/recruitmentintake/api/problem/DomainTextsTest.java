package org.recruitmentintake.api.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.eligibility.Advisory;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.embassy.Step;

/** Each code of the domain has a text in each language, and each text of the domain has a code. */
class DomainTextsTest {

    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");

    private final Texts texts = new Texts();

    @Test
    void everyOutcomeHasAText() {
        var expected = new TreeSet<String>();
        Conditions.ALL.forEach(condition -> condition.outcomes()
                .forEach(outcome -> expected.add("reason." + condition.id() + "." + outcome.code())));
        assertKeys("reason.", expected);
    }

    @Test
    void everyDeskHasATextForItsTurn() {
        var expected = new TreeSet<String>();
        EnumSet.allOf(EvidenceSource.class).forEach(source -> expected.add("turn." + source));
        assertKeys("turn.", expected);
    }

    @Test
    void everyConditionHasAText() {
        var expected = new TreeSet<String>();
        Conditions.ALL.forEach(condition -> expected.add("condition." + condition.id()));
        assertKeys("condition.", expected);
    }

    @Test
    void everyStateHasAText() {
        var expected = new TreeSet<String>();
        EnumSet.allOf(State.class).forEach(state -> expected.add("state." + state));
        assertKeys("state.", expected);
    }

    @Test
    void everyNextStepHasAText() {
        var expected = new TreeSet<>(Set.of("step.DECISION"));
        Step.inOrder().forEach(step -> expected.add("step.STEP_" + step));
        // Evidence of a step is shown as this step.
        EnumSet.complementOf(EnumSet.of(Evidence.EMBASSY_STEP, Evidence.ARRIVAL_STEP))
                .forEach(evidence -> expected.add("step.EVIDENCE_" + evidence));
        assertKeys("step.", expected);
    }

    @Test
    void everyAdvisoryHasAText() {
        var expected = new TreeSet<String>();
        Set.of("contract-terms", "own-wish-exit", "residence-permit", "unit-choice", "unit-placement",
                Advisory.HOME_COUNTRY_LAW).forEach(id -> expected.add("advisory." + id));
        Advisory.HOME_COUNTRIES.keySet()
                .forEach(country -> expected.add("advisory." + Advisory.HOME_COUNTRY_LAW + "." + country));
        assertKeys("advisory.", expected);
    }

    @Test
    void everyFaultOfTheApplicationHasAText() throws IOException {
        var codes = new TreeSet<String>();
        var fault = Pattern.compile(
                "(?:new Fault|refuse|refuseUnlessCaseIsLoaded)\\(\\s*[a-z\"/]+[^,;]*,\\s*\"([a-z-]+)\"");
        try (var sources = Files.walk(Path.of("src/main/java/org/recruitmentintake/application"))) {
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                fault.matcher(Files.readString(source)).results().forEach(found -> codes.add(found.group(1)));
            }
        }
        assertTrue(codes.size() > 5, codes.toString());
        codes.forEach(code -> assertTrue(texts.in("en").keys().contains("violation." + code), code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reason.", "condition.", "state.", "step.", "advisory.", "problem.", "violation.", "turn."})
    void textsAreInTheirLanguage(String prefix) {
        assertFalse(keysWith(prefix, "en").isEmpty());
        for (var language : List.of("es", "pt", "fr")) {
            for (var key : keysWith(prefix, language)) {
                var text = texts.in(language).text(key);
                assertFalse(CYRILLIC.matcher(text).find(), language + " " + key);
                assertNotEquals(texts.in("en").text(key), text, language + " " + key);
                assertTrue(text.matches("(?s).*[.:]$"), language + " " + key + " is no sentence");
            }
        }
        for (var key : keysWith(prefix, "en")) {
            var english = texts.in("en").text(key);
            var ukrainian = texts.in("uk").text(key);
            assertFalse(english.isBlank() || CYRILLIC.matcher(english).find(), key);
            assertTrue(CYRILLIC.matcher(ukrainian).find(), key);
            assertFalse(ukrainian.matches("(?s).*[ыэёъЫЭЁЪ].*"), key + " is not Ukrainian");
            assertNotEquals(english, ukrainian, key);
            assertTrue(english.matches("(?s).*[.:]$") && ukrainian.matches("(?s).*[.:]$"), key + " is no sentence");
        }
    }

    @Test
    void textsAvoidMercenaryAndVolunteer() {
        for (var language : texts.languages()) {
            for (var key : texts.in(language).keys()) {
                assertFalse(
                        texts.in(language).text(key).toLowerCase()
                                .matches("(?s).*(mercenar|volunteer|найман|волонтер).*"),
                        key);
            }
        }
    }

    private void assertKeys(String prefix, Set<String> expected) {
        for (var language : texts.languages()) {
            assertEquals(expected, keysWith(prefix, language), language);
        }
    }

    private Set<String> keysWith(String prefix, String language) {
        return new TreeSet<>(texts.in(language).keys().stream().filter(key -> key.startsWith(prefix)).toList());
    }
}
