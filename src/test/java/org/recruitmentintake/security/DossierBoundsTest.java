package org.recruitmentintake.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.recruitmentintake.HandedOver;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.Handover;
import org.recruitmentintake.application.model.Person;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.application.model.Speciality;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.application.model.Wishes;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.eligibility.FactsInWords;
import org.recruitmentintake.eligibility.facts.Document;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Identity;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.Presence;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.eligibility.facts.Statements;
import org.recruitmentintake.tools.dev.MessageContract;

/**
 * Attack: a value that recipients cannot read passes a faulty reader, is stored, accepted and sent, and the recipient
 * refuses the message. The records themselves refuse such a value.
 */
class DossierBoundsTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-02");
    private static final String ACCEPTED = "org.recruitmentintake.application.accepted.v1";
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL);
    private static final Facts FACTS = FactsInWords.of("in Ukraine, all seen", DAY, "hand-over").facts();

    @Property(tries = 2_000)
    void everyDossierGivesAMessageThatTheSchemaAccepts(@ForAll("persons") Parts parts) throws Exception {
        var submission = submission(parts);
        Statistics.collect(submission.isPresent());
        Statistics.coverage(tried -> {
            tried.check(true).count(constructed -> constructed > 0);
            tried.check(false).count(refused -> refused > 0);
        });
        if (submission.isEmpty()) return;
        var message = JSON.writeValueAsString(Handover.of(decided(submission.get())));
        assertEquals(List.of(), MessageContract.faults(ACCEPTED, message));
    }

    /** The submission of these parts; empty if a record refuses one of them. */
    private static Optional<Submission> submission(Parts parts) {
        try {
            return Optional.of(parts.submission());
        } catch (IllegalArgumentException | NullPointerException refused) {
            return Optional.empty();
        }
    }

    @Example
    void recordsRefuseValuesOutOfBounds() {
        var name = "A".repeat(60_000) + "\u202e";
        for (var text : new String[] {name, null, "", " ", "a\0b", "a\r\nb", "a\u202eb", "\ud800",
                "e" + "\u0301".repeat(9)}) {
            assertThrows(RuntimeException.class, () -> new Person(text, "T1", null, null), () -> "name " + text);
            assertThrows(RuntimeException.class, () -> new Person("Test Alpha", text, null, null),
                    () -> "number " + text);
        }
        assertThrows(RuntimeException.class, () -> new Person("Test Alpha", "T1", "a@b.example\r\nBcc: x", null));
        assertThrows(RuntimeException.class, () -> new Person("Test Alpha", "T1", null, "0800"));
        assertThrows(RuntimeException.class, () -> new Document(Document.Kind.TRAVEL_PASSPORT, "ca", DAY));
        assertThrows(RuntimeException.class, () -> new Presence(null, DAY));
    }

    /** Arbitrary parts of a dossier, valid or not. */
    record Parts(String name, String number, String email, String phone, String unit, String country, LocalDate until,
            LocalDate born, LocalDate signed) {

        Submission submission() {
            var papers = FACTS.papers();
            var identity = new Identity(new TreeSet<>(Set.of(country)), false,
                    new Document(Document.Kind.TRAVEL_PASSPORT, country, until));
            var seen = new EnumMap<>(papers.byEvidence());
            seen.put(Evidence.IDENTITY, Stated.declared(identity).attestedBy(papers.identity().attestation()));
            seen.put(Evidence.BIRTH_DATE, born == null ? papers.birthDate()
                    : Stated.declared(born).attestedBy(papers.identity().attestation()));
            var changed = Papers.of(seen);
            var said = FACTS.statements();
            var facts = new Facts(FACTS.route(), FACTS.branch(), FACTS.rank(), changed,
                    new Statements(said.voluntary(), said.observesConstitution(), said.experienceClaimed(), signed,
                            said.dataProcessing(), said.verification(), said.polygraph()),
                    List.of());
            return new Submission(null, new Person(name, number, email, phone),
                    new Wishes(List.of(Speciality.COOK), unit, null), facts, Set.of());
        }
    }

    @Provide
    Arbitrary<Parts> persons() {
        var texts = Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.of("Test Alpha", "T1", "Нгуєн", "Nguyễn", "มาลี", "क्षितिज")),
                Tuple.of(2, Arbitraries.strings().ofMaxLength(60)),
                Tuple.of(1, Arbitraries.strings().all().ofMinLength(30).ofMaxLength(400)),
                Tuple.of(1, Arbitraries.of("", " ", "\u0000", "a\r\nb", "\u202ea", "\ud800", "👩‍🚀")));
        var optional = texts.injectNull(0.3);
        var phones = Arbitraries.of("+15550100000", "+380441234567", "+1", "0800", "").injectNull(0.4);
        var countries = Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.of("CA", "XK", "SN")),
                Tuple.of(1, Arbitraries.of("ca", "CAN", "", "C1", "ＣＡ")));
        var days = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.of(DAY, LocalDate.parse("1990-05-17"))),
                Tuple.of(1, Arbitraries.of(LocalDate.MAX, LocalDate.MIN, LocalDate.of(10_000, 1, 1),
                        LocalDate.of(9999, 12, 31), LocalDate.of(-1, 1, 1))));
        return Combinators.combine(texts, texts, optional, phones, optional, countries, days).flatAs(
                (name, number, email, phone, unit, country, until) -> Combinators.combine(days, days.injectNull(0.2))
                        .as((born, signed) -> new Parts(name, number, email, phone, unit, country, until, born,
                                signed)));
    }

    private static Application decided(Submission submission) {
        var decisions = new Decisions(Clock.fixed(DAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC), "test",
                HandedOver.NONE);
        var client = new Client("centre-one", "officer-1", Role.RECRUITING_CENTRE, Set.of(), Set.of());
        return decisions.decided(Application.submitted(new UUID(1, 1), submission, client, decisions.now()),
                Event.SUBMITTED);
    }
}
