package org.recruitmentintake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recruitmentintake.HandedOver;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Dossier;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.Person;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.application.model.Speciality;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.application.model.Wishes;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.FactsInWords;
import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Resolution;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.embassy.Channel;

/**
 * Every form in which a dossier was ever stored stays readable. The snapshots {@code form-<number>-<content>-<rule
 * set>.json} are never changed or removed; {@code -Dsnapshots.add=true} adds missing ones.
 */
class DossierFormsTest {

    private static final Path SNAPSHOTS = Path.of("src/test/resources/snapshots");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> everyStoredFormIsReadAndWrittenUnchanged() throws IOException {
        return snapshots().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            var stored = Files.readAllBytes(file);
            assertEquals(JSON.readTree(stored), JSON.readTree(SealedDossier.write(SealedDossier.read(stored))));
        }));
    }

    /** Rulings refer to these digests: if they changed, an upgrade would lose the rulings. */
    @TestFactory
    Stream<DynamicTest> digestsOfStoredFormsStayTheSame() throws IOException {
        return snapshots().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            var dossier = SealedDossier.read(Files.readAllBytes(file));
            var stored = dossier.snapshot().decision();
            var again = Conditions.decide(Assessment.ofCase(dossier.facts(), stored.day(), stored.gate(),
                    List::of, dossier.resolutions()));
            assertEquals(stored.factsDigest(), again.factsDigest());
            if (stored.ruleSet().equals(Rules.VERSION)) {
                assertEquals(stored.findings(), again.findings(), "the same rules give the same findings");
            }
        }));
    }

    @Test
    void everyFormUpToTheCurrentOneIsKept() throws IOException {
        if (Boolean.getBoolean("snapshots.add")) {
            addSnapshots();
        }
        var current = JSON.readTree(SealedDossier.write(dossier("in Ukraine, all seen", null))).get("form").asInt();
        for (int form = 1; form <= current; form++) {
            var beginning = "form-" + form + "-";
            assertTrue(snapshots().stream().filter(file -> file.getFileName().toString().startsWith(beginning))
                    .count() >= 3, beginning);
        }
    }

    @Test
    void newerFormIsRefusedAndUnknownFieldIgnored() {
        var future = "{\"form\":99,\"dossier\":{}}".getBytes(StandardCharsets.UTF_8);
        assertThrows(IllegalStateException.class, () -> SealedDossier.read(future));
        var withNewField = new String(SealedDossier.write(dossier("in Ukraine, all seen", null)),
                StandardCharsets.UTF_8)
                .replaceFirst("\"dossier\":\\{", "\"dossier\":{\"later\":{\"a\":1},");
        assertEquals("Test Alpha", SealedDossier.read(withNewField.getBytes(StandardCharsets.UTF_8)).person().name());
    }

    @Test
    void unreadableDossierIsNotQuoted() {
        var failure = assertThrows(IllegalStateException.class,
                () -> SealedDossier.read("{\"form\":1,\"dossier\":\"SECRET-NAME\"}".getBytes(StandardCharsets.UTF_8)));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertTrue(!String.valueOf(cause.getMessage()).contains("SECRET-NAME"));
        }
    }

    private static void addSnapshots() throws IOException {
        addSnapshot("form-1-in-country-accepted", dossier("in Ukraine, all seen; selection passed; stateless", null));
        addSnapshot("form-1-in-country-declared",
                dossier("in Ukraine, all declared; experience claimed; no document", null));
        addSnapshot("form-1-nothing-stated", dossier("in Ukraine, nothing stated", null));
        addSnapshot("form-1-reviewed",
                dossier("in Ukraine, all seen; convictions spent; citizen of CA and RU; rank officer; "
                        + "special check passed, seen by the centre; experience claimed; service papers contradicted; "
                        + "post with state secrets; polygraph refused; born 1960-01-01", Ruling.SATISFIED));
        addSnapshot("form-1-sent-back", dossier("in Ukraine, all seen; unfit; present by visa until 2026-03-01; "
                + "branch state-special-transport", Ruling.NEEDS_EVIDENCE));
        addSnapshot("form-1-embassy-cleared", dossier("abroad, steps 1-5 done; visa waived", null));
        addSnapshot("form-1-embassy-arrived",
                dossier("arrived, all seen; branch national-guard; half of the selection passed",
                        null));
    }

    private static void addSnapshot(String name, Dossier dossier) throws IOException {
        var file = SNAPSHOTS.resolve(name + "-" + Rules.VERSION + ".json");
        if (!Files.exists(file)) {
            var tree = JSON.readTree(SealedDossier.write(dossier));
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
        }
    }

    private static Dossier dossier(String words, Ruling ruling) {
        var day = LocalDate.parse("2026-03-02");
        var decisions = new Decisions(
                Clock.fixed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC), "0.1.0", HandedOver.NONE);
        var facts = FactsInWords.of(words, day, "hand-over").facts();
        var submission = new Submission("ca-ottawa", new Person("Test Alpha", "TEST12345", "test@example.org", null),
                new Wishes(List.of(Speciality.COMBAT_MEDIC), "3rd Example Brigade", Channel.EMAIL), facts, Set.of());
        var client = new Client("centre-one", "officer-1", Role.RECRUITING_CENTRE, Set.of(), Set.of());
        var application = decisions.decided(Application.submitted(new UUID(1, 1), submission, client, decisions.now()),
                Event.SUBMITTED);
        if (ruling != null) {
            for (var finding : application.decision().findings()) {
                if (finding.allowedRulings().contains(ruling)) {
                    application = application.with(application.dossier().with(new Resolution(finding.condition(),
                            finding.basis(), ruling,
                            ruling == Ruling.SATISFIED ? Reason.AUTHORITY_CONFIRMED : Reason.DOCUMENT_OUTDATED,
                            decisions.now(), "review-desk", "reviewer-1",
                            finding.matches())));
                }
            }
            application = decisions.decided(application, Event.RESOLVED);
        }
        return application.dossier();
    }

    private static List<Path> snapshots() throws IOException {
        try (var files = Files.list(SNAPSHOTS)) {
            return files.filter(file -> file.getFileName().toString().matches("form-\\d+-[a-z-]+-\\d+\\.\\d+\\.json"))
                    .sorted()
                    .toList();
        }
    }
}
