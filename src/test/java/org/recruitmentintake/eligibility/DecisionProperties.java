package org.recruitmentintake.eligibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.Person;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.application.model.Wishes;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.eligibility.facts.Attestation;
import org.recruitmentintake.eligibility.facts.Convictions;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Fitness;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.Presence;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.eligibility.facts.Statements;
import org.recruitmentintake.embassy.Step;

/** Properties of decisions for arbitrary facts. */
@PropertyDefaults(tries = 1000, edgeCases = EdgeCasesMode.NONE) // the edges of the domain are among the generated days and dates
class DecisionProperties {

    private static final Client CENTRE = new Client("centre-one", "officer-1", Role.RECRUITING_CENTRE, Set.of(),
            Set.of());
    private static final Attestation SEEN = new Attestation("centre-one", "officer-1", EvidenceSource.RECRUITING_CENTRE,
            FactsInWords.NOON);
    private static final AtomicInteger HANDED_OVER = new AtomicInteger();
    private static final AtomicInteger HANDED_OVER_BY_A_PERSON = new AtomicInteger();

    @Provide
    Arbitrary<Facts> facts() { return AnyCase.facts(); }

    @Provide
    Arbitrary<Set<Evidence>> seen() { return AnyCase.seen(); }

    @Provide
    Arbitrary<LocalDate> days() { return AnyCase.day(); }

    /** The rule for the outcome, computed from the facts instead of the findings. */
    @Property(tries = 4000)
    void nothingIsHandedOverAgainstTheLaw(@ForAll("facts") Facts facts, @ForAll("seen") Set<Evidence> seen,
            @ForAll("days") LocalDate day, @ForAll boolean anotherHandedOver, @ForAll boolean aPersonLetsItPass) {
        var application = decided(facts, seen, day, anotherHandedOver, aPersonLetsItPass);
        if (application.state() != State.ACCEPTED) {
            return;
        }
        HANDED_OVER.incrementAndGet();
        var judged = application.facts();
        var papers = judged.papers();
        var presence = attested(papers.presence());
        assertTrue(presence.basis() != Presence.Basis.NONE
                && (presence.validUntil() == null || !day.isAfter(presence.validUntil())), "presence");
        var convictions = attested(papers.convictions());
        assertTrue(convictions == Convictions.NONE
                || convictions != Convictions.CONVICTED && resolved(application, "no-conviction"), "convictions");
        var years = Period.between(attested(papers.birthDate()), day).getYears();
        assertTrue(years >= 18 && (years < 60 || resolved(application, "age")), "age " + years);
        assertEquals(Fitness.FIT, attested(papers.fitness()), "fitness");
        assertEquals(true, judged.statements().voluntary(), "an application that is handed over is voluntary");
        assertTrue(judged.route() == Route.EMBASSY
                ? judged.steps().stream().map(record -> record.step()).toList().containsAll(EnumSet.allOf(Step.class))
                : judged.statements().enlistmentRequestSigned() != null, "request");
        assertFalse(papers.selection() != null && papers.selection().attested()
                && papers.selection().value().hasFailed(), "selection");
        assertTrue(Set.of(Verdict.MET, Verdict.DEFERRED)
                .contains(application.decision().finding("selection").orElseThrow().verdict()));
        assertFalse(attested(papers.identity()).citizenships().contains("UA"),
                "a citizen of Ukraine is not handed over");
        assertTrue(judged.statements().dataProcessing().given() && judged.statements().verification().given());
        assertTrue(!anotherHandedOver || resolved(application, "possible-duplicate"), "duplicate");
        if (application.dossier().resolutions().size() > 0) {
            HANDED_OVER_BY_A_PERSON.incrementAndGet();
        }
    }

    /** Checks that some of the drawn cases are handed over. */
    @AfterContainer
    static void manyOfThemWereHandedOver() {
        assertTrue(HANDED_OVER.get() > 100, "handed over: " + HANDED_OVER);
        assertTrue(HANDED_OVER_BY_A_PERSON.get() > 10, "by a person's answer: " + HANDED_OVER_BY_A_PERSON);
    }

    @Property
    void theOutcomeIsTheWorstConsequence(@ForAll("facts") Facts facts, @ForAll("seen") Set<Evidence> seen,
            @ForAll("days") LocalDate day, @ForAll Gate gate, @ForAll boolean anotherHandedOver) {
        var decision = judged(facts, seen, day, gate, anotherHandedOver);
        var consequences = decision.findings().stream().map(Finding::consequence).toList();
        var worst = consequences.contains(Consequence.REFUSAL_PROPOSED) ? Consequence.REFUSAL_PROPOSED
                : consequences.contains(Consequence.REVIEW) ? Consequence.REVIEW
                : consequences.contains(Consequence.HOLD) ? Consequence.HOLD : Consequence.PASS;
        assertEquals(worst, decision.outcome());
        assertTrue(Decision.worst(decision.publicFindings()).compareTo(worst) <= 0);
    }

    /** For declared facts, other cases are looked up only after all other conditions pass. */
    @Property
    void otherCasesAreLookedUpOnlyIfEverythingElsePasses(@ForAll("facts") Facts facts,
            @ForAll("seen") Set<Evidence> seen, @ForAll("days") LocalDate day, @ForAll Gate gate) {
        var asked = new AtomicInteger();
        var decision = Conditions.decide(Assessment.ofCase(attested(facts, seen), day, gate, () -> {
            asked.incrementAndGet();
            return List.of("another-case");
        }, List.of()));
        var othersPass = Decision.worst(decision.publicFindings()) == Consequence.PASS;
        assertEquals(othersPass && gate == Gate.HAND_OVER ? 1 : 0, asked.get());
        decision.findings().stream().filter(finding -> finding.askedLast() && !othersPass)
                .forEach(finding -> assertEquals(Verdict.DEFERRED, finding.verdict()));
    }

    @Property
    void unknownFindingsNameMissingEvidence(@ForAll("facts") Facts facts,
            @ForAll("seen") Set<Evidence> seen, @ForAll("days") LocalDate day, @ForAll Gate gate) {
        var decision = judged(facts, seen, day, gate, false);
        assertEquals(Conditions.ALL.stream().map(Condition::id).toList(),
                decision.findings().stream().map(Finding::condition).toList());
        for (var finding : decision.findings()) {
            assertTrue(finding.verdict() != Verdict.UNKNOWN || !finding.missing().isEmpty(), finding.toString());
            assertEquals(finding.consequence().asksAPerson(), finding.basis() != null, finding.toString());
            assertTrue(finding.verdict() != Verdict.MET || finding.consequence() == Consequence.PASS);
            assertTrue(finding.verdict() != Verdict.UNKNOWN || finding.consequence() != Consequence.PASS);
            assertTrue(finding.verdict() != Verdict.UNMET || finding.consequence() != Consequence.PASS);
        }
    }

    /** An attestation of a declared fact and a statement of a missing one never make the outcome less clear. */
    @Property(tries = 2000)
    void moreFactsNeverTurnMetIntoUnknown(@ForAll("facts") Facts facts, @ForAll("seen") Set<Evidence> seen,
            @ForAll("facts") Facts more, @ForAll Set<Evidence> which, @ForAll boolean choiceToo,
            @ForAll("days") LocalDate day, @ForAll Gate gate) {
        var before = decision(attested(facts, seen), day, gate);
        var after = decision(clarified(attested(facts, seen), more, which, choiceToo), day, gate);
        for (var finding : before.findings()) {
            if (finding.verdict() == Verdict.MET) {
                assertNotEquals(Verdict.UNKNOWN, after.finding(finding.condition()).orElseThrow().verdict(),
                        finding.condition());
            }
        }
    }

    /** The pre-check of declared facts has the result of a submission with everything attested. */
    @Property(tries = 3000)
    void aPreCheckAndASubmissionAgree(@ForAll("facts") Facts facts, @ForAll("days") LocalDate day) {
        var unstepped = new Facts(facts.route(), facts.branch(), facts.rank(), facts.papers(), facts.statements(),
                List.of());
        var checked = decisions(day).preChecked(unstepped, day);
        var submitted = decided(unstepped, AnyCase.ATTESTABLE, day, false, false).decision();
        assertEquals(checked.gate(), submitted.gate());
        for (var finding : checked.findings()) {
            if (!finding.condition().equals("possible-duplicate")) {
                assertEquals(essence(finding), essence(submitted.finding(finding.condition()).orElseThrow()));
            }
        }
    }

    /** The same facts give the same result on each machine and in each order of citizenships. */
    @Property(tries = 200)
    void theSameFactsGiveTheSameDecision(@ForAll("facts") Facts facts, @ForAll("seen") Set<Evidence> seen,
            @ForAll("days") LocalDate day, @ForAll Gate gate) {
        assertEquals(judged(facts, seen, day, gate, true), judged(facts, seen, day, gate, true));
    }

    /** The decision does not change until the next evaluation day that it names. */
    @Property
    void decisionIsStableUntilTheNextEvaluation(@ForAll("facts") Facts facts, @ForAll("seen") Set<Evidence> seen,
            @ForAll("days") LocalDate day, @ForAll Gate gate) {
        var decision = judged(facts, seen, day, gate, false);
        var last = decision.nextEvaluation() == null ? day.plusYears(30) : decision.nextEvaluation().minusDays(1);
        var later = judged(facts, seen, last, gate, false);
        assertEquals(decision.findings().stream().map(DecisionProperties::essence).toList(),
                later.findings().stream().map(DecisionProperties::essence).toList());
    }

    private record Essence(String condition, Verdict verdict, Consequence consequence, String reason,
            List<Evidence> missing, List<String> options) {
    }

    private static Essence essence(Finding finding) {
        return new Essence(finding.condition(), finding.verdict(), finding.consequence(), finding.reason(),
                finding.missing(), finding.options());
    }

    private static Decision judged(Facts facts, Set<Evidence> seen, LocalDate day, Gate gate, boolean others) {
        return Conditions.decide(Assessment.ofCase(attested(facts, seen), day, gate,
                () -> others ? List.of("another-case") : List.of(), List.of()));
    }

    private static Decision decision(Facts facts, LocalDate day, Gate gate) {
        return Conditions.decide(Assessment.ofCase(facts, day, gate, List::of, List.of()));
    }

    /** A submission in which all facts are attested and a reviewer answers each question. */
    private static Application decided(Facts facts, Set<Evidence> seen, LocalDate day, boolean anotherHandedOver,
            boolean aPersonLetsItPass) {
        var decisions = decisions(day);
        var others = anotherHandedOver ? List.of("another-case") : List.<String>of();
        var submission = new Submission("ca-ottawa", new Person("Test Alpha", "TEST1", null, null),
                new Wishes(List.of(), null, null), facts, seen);
        var application = decisions.decided(
                Application.submitted(new UUID(1, 1), submission, CENTRE, decisions.now()), none -> others,
                Event.SUBMITTED);
        for (int i = 0; aPersonLetsItPass && i < 3 && State.UNDECIDED.contains(application.state()); i++) {
            for (var finding : application.decision().findings()) {
                if (finding.answers().contains(Ruling.SATISFIED) && finding.ruling() == null) {
                    application = application.with(application.dossier().with(new Resolution(finding.condition(),
                            finding.basis(), Ruling.SATISFIED, Reason.AUTHORITY_CONFIRMED, decisions.now(),
                            "review-desk", "reviewer-1", finding.matches())));
                }
            }
            application = decisions.decided(application, none -> others, Event.RESOLVED);
        }
        return application;
    }

    private static Decisions decisions(LocalDate day) {
        return new Decisions(Clock.fixed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC), "test");
    }

    private static boolean resolved(Application application, String condition) {
        return application.dossier().resolutions().stream().anyMatch(
                answer -> answer.condition().equals(condition) && answer.ruling() == Ruling.SATISFIED);
    }

    private static <T> T attested(Stated<T> fact) {
        assertTrue(fact != null && fact.attested(), "the fact is attested");
        return fact.value();
    }

    private static Facts attested(Facts facts, Set<Evidence> seen) {
        var papers = new EnumMap<>(facts.papers().byEvidence());
        papers.replaceAll((kind, fact) -> fact != null && seen.contains(kind) ? fact.attestedBy(SEEN) : fact);
        return facts.with(Papers.of(papers));
    }

    private static Facts clarified(Facts facts, Facts more, Set<Evidence> which, boolean choiceToo) {
        var facing = new EnumMap<>(facts.papers().byEvidence());
        facing.replaceAll((kind, before) -> !which.contains(kind) ? before
                : before == null ? more.papers().byEvidence().get(kind)
                : before.attested() ? before : before.attestedBy(SEEN));
        var papers = Papers.of(facing);
        var said = facts.statements();
        var also = more.statements();
        var statements = !choiceToo ? said : new Statements(first(said.voluntary(), also.voluntary()),
                first(said.observesConstitution(), also.observesConstitution()),
                first(said.experienceClaimed(), also.experienceClaimed()),
                first(said.enlistmentRequestSigned(), also.enlistmentRequestSigned()),
                first(said.dataProcessing(), also.dataProcessing()),
                first(said.verification(), also.verification()), first(said.polygraph(), also.polygraph()));
        return new Facts(facts.route(), choiceToo ? first(facts.branch(), more.branch()) : facts.branch(),
                choiceToo ? first(facts.rank(), more.rank()) : facts.rank(), papers, statements, facts.steps());
    }

    private static <T> T first(T stated, T otherwise) { return stated == null ? otherwise : stated; }
}
