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

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.recruitmentintake.HandedOver;
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
    private static final List<String> ANOTHER_CASE = List.of("another-case");
    private static final AtomicInteger HANDED_OVER = new AtomicInteger();
    private static final AtomicInteger HANDED_OVER_AFTER_RULINGS = new AtomicInteger();

    @Provide
    Arbitrary<Facts> facts() { return AnyCase.facts(); }

    @Provide
    Arbitrary<Set<Evidence>> seen() { return AnyCase.seen(); }

    @Provide
    Arbitrary<LocalDate> days() { return AnyCase.day(); }

    /** Cases of the same document that are handed over. */
    @Provide
    Arbitrary<List<String>> otherCases() { return Arbitraries.of(List.of(), ANOTHER_CASE); }

    /** The rule for the outcome, computed from the facts instead of the findings. */
    @Property(tries = 4000)
    void nothingIsHandedOverAgainstTheLaw(@ForAll("facts") Facts facts, @ForAll("seen") Set<Evidence> seen,
            @ForAll("days") LocalDate day, @ForAll("otherCases") List<String> otherCases, @ForAll boolean isReviewed) {
        var submitted = submitted(facts, seen, day, otherCases);
        var application = isReviewed ? withRulings(submitted, day, otherCases) : submitted;
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
        assertTrue(otherCases.isEmpty() || resolved(application, "possible-duplicate"), "duplicate");
        if (application.dossier().resolutions().size() > 0) {
            HANDED_OVER_AFTER_RULINGS.incrementAndGet();
        }
    }

    /** Without these cases, the property of the hand-over would check nothing. */
    @AfterContainer
    static void enoughCasesWereHandedOver() {
        assertTrue(HANDED_OVER.get() > 100, "handed over: " + HANDED_OVER);
        assertTrue(HANDED_OVER_AFTER_RULINGS.get() > 10, "after rulings: " + HANDED_OVER_AFTER_RULINGS);
    }

    @Property
    void outcomeIsTheWorstConsequence(@ForAll("facts") Facts facts, @ForAll("seen") Set<Evidence> seen,
            @ForAll("days") LocalDate day, @ForAll Gate gate, @ForAll("otherCases") List<String> otherCases) {
        var decision = judged(facts, seen, day, gate, otherCases);
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
            return ANOTHER_CASE;
        }, List.of()));
        var othersPass = Decision.worst(decision.publicFindings()) == Consequence.PASS;
        assertEquals(othersPass && gate == Gate.HAND_OVER ? 1 : 0, asked.get());
        decision.findings().stream().filter(finding -> finding.askedLast() && !othersPass)
                .forEach(finding -> assertEquals(Verdict.DEFERRED, finding.verdict()));
    }

    @Property
    void everyConditionHasOneFinding(@ForAll("facts") Facts facts, @ForAll("seen") Set<Evidence> seen,
            @ForAll("days") LocalDate day, @ForAll Gate gate) {
        assertEquals(Conditions.ALL.stream().map(Condition::id).toList(),
                judged(facts, seen, day, gate, List.of()).findings().stream().map(Finding::condition).toList());
    }

    @Property
    void consequenceAndMissingEvidenceFitTheVerdict(@ForAll("facts") Facts facts,
            @ForAll("seen") Set<Evidence> seen, @ForAll("days") LocalDate day, @ForAll Gate gate) {
        for (var finding : judged(facts, seen, day, gate, List.of()).findings()) {
            assertTrue(finding.verdict() != Verdict.UNKNOWN || !finding.missing().isEmpty(), finding.toString());
            assertEquals(finding.consequence().asksAPerson(), finding.basis() != null, finding.toString());
            assertTrue(finding.verdict() != Verdict.MET || finding.consequence() == Consequence.PASS);
            assertTrue(finding.verdict() != Verdict.UNKNOWN || finding.consequence() != Consequence.PASS);
            assertTrue(finding.verdict() != Verdict.UNMET || finding.consequence() != Consequence.PASS);
        }
    }

    /** The case is changed in two ways: declared facts are attested, and missing facts are stated. */
    @Property(tries = 2000)
    void moreFactsNeverTurnMetIntoUnknown(@ForAll("facts") Facts facts, @ForAll("seen") Set<Evidence> seen,
            @ForAll("facts") Facts more, @ForAll Set<Evidence> changed,
            @ForAll("days") LocalDate day, @ForAll Gate gate) {
        var before = decision(attested(facts, seen), day, gate);
        var after = decision(withStatements(withEvidence(attested(facts, seen), more, changed), more), day, gate);
        for (var finding : before.findings()) {
            if (finding.verdict() == Verdict.MET) {
                assertNotEquals(Verdict.UNKNOWN, after.finding(finding.condition()).orElseThrow().verdict(),
                        finding.condition());
            }
        }
    }

    /** The pre-check of declared facts has the result of a submission with everything attested. */
    @Property(tries = 3000)
    void preCheckAgreesWithAnAttestedSubmission(@ForAll("facts") Facts facts, @ForAll("days") LocalDate day) {
        var withoutSteps = new Facts(facts.route(), facts.branch(), facts.rank(), facts.papers(), facts.statements(),
                List.of());
        var checked = decisions(day, List.of()).preChecked(withoutSteps, day);
        var submitted = submitted(withoutSteps, AnyCase.ATTESTABLE, day, List.of()).decision();
        assertEquals(checked.gate(), submitted.gate());
        for (var finding : checked.findings()) {
            if (!finding.condition().equals("possible-duplicate")) {
                assertEquals(compared(finding), compared(submitted.finding(finding.condition()).orElseThrow()));
            }
        }
    }

    /** A decision depends on its input only. */
    @Property(tries = 200)
    void sameFactsGiveTheSameDecision(@ForAll("facts") Facts facts, @ForAll("seen") Set<Evidence> seen,
            @ForAll("days") LocalDate day, @ForAll Gate gate) {
        assertEquals(judged(facts, seen, day, gate, ANOTHER_CASE), judged(facts, seen, day, gate, ANOTHER_CASE));
    }

    /** The decision does not change until the next evaluation day that it names. */
    @Property
    void decisionIsStableUntilTheNextEvaluation(@ForAll("facts") Facts facts, @ForAll("seen") Set<Evidence> seen,
            @ForAll("days") LocalDate day, @ForAll Gate gate) {
        var decision = judged(facts, seen, day, gate, List.of());
        var last = decision.nextEvaluation() == null ? day.plusYears(30) : decision.nextEvaluation().minusDays(1);
        var later = judged(facts, seen, last, gate, List.of());
        assertEquals(decision.findings().stream().map(DecisionProperties::compared).toList(),
                later.findings().stream().map(DecisionProperties::compared).toList());
    }

    /** A finding without its digest, which depends on the day. */
    private record ComparedFinding(String condition, Verdict verdict, Consequence consequence, String reason,
            List<Evidence> missing, List<String> options) {
    }

    private static ComparedFinding compared(Finding finding) {
        return new ComparedFinding(finding.condition(), finding.verdict(), finding.consequence(), finding.reason(),
                finding.missing(), finding.options());
    }

    private static Decision judged(Facts facts, Set<Evidence> seen, LocalDate day, Gate gate,
            List<String> otherCases) {
        return Conditions.decide(
                Assessment.ofCase(attested(facts, seen), day, gate, () -> otherCases, List.of()));
    }

    private static Decision decision(Facts facts, LocalDate day, Gate gate) {
        return Conditions.decide(Assessment.ofCase(facts, day, gate, List::of, List.of()));
    }

    private static Application submitted(Facts facts, Set<Evidence> seen, LocalDate day, List<String> otherCases) {
        var submission = new Submission("ca-ottawa", new Person("Test Alpha", "TEST1", null, null),
                new Wishes(List.of(), null, null), facts, seen);
        var decisions = decisions(day, otherCases);
        return decisions.decided(Application.submitted(new UUID(1, 1), submission, CENTRE, decisions.now()),
                Event.SUBMITTED);
    }

    /** The case after a reviewer was satisfied with each finding that allows it. A ruling can lead to new findings. */
    private static Application withRulings(Application submitted, LocalDate day, List<String> otherCases) {
        var decisions = decisions(day, otherCases);
        var application = submitted;
        for (int i = 0; i < 3 && State.UNDECIDED.contains(application.state()); i++) {
            for (var finding : application.decision().findings()) {
                if (finding.allowedRulings().contains(Ruling.SATISFIED) && finding.ruling() == null) {
                    application = application.with(application.dossier().with(new Resolution(finding.condition(),
                            finding.basis(), Ruling.SATISFIED, Reason.AUTHORITY_CONFIRMED, decisions.now(),
                            "review-desk", "reviewer-1", finding.matches())));
                }
            }
            application = decisions.decided(application, Event.RESOLVED);
        }
        return application;
    }

    private static Decisions decisions(LocalDate day, List<String> otherCases) {
        return new Decisions(Clock.fixed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC), "test",
                new HandedOver(otherCases));
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

    /** Attests declared evidence of these kinds, and takes missing evidence from the other facts. */
    private static Facts withEvidence(Facts facts, Facts more, Set<Evidence> changed) {
        var papers = new EnumMap<>(facts.papers().byEvidence());
        papers.replaceAll((kind, fact) -> !changed.contains(kind) ? fact
                : fact == null ? more.papers().byEvidence().get(kind)
                : fact.attested() ? fact : fact.attestedBy(SEEN));
        return facts.with(Papers.of(papers));
    }

    /** Takes missing statements, branch and rank from the other facts. */
    private static Facts withStatements(Facts facts, Facts more) {
        var own = facts.statements();
        var other = more.statements();
        var statements = new Statements(first(own.voluntary(), other.voluntary()),
                first(own.observesConstitution(), other.observesConstitution()),
                first(own.experienceClaimed(), other.experienceClaimed()),
                first(own.enlistmentRequestSigned(), other.enlistmentRequestSigned()),
                first(own.dataProcessing(), other.dataProcessing()),
                first(own.verification(), other.verification()), first(own.polygraph(), other.polygraph()));
        return new Facts(facts.route(), first(facts.branch(), more.branch()), first(facts.rank(), more.rank()),
                facts.papers(), statements, facts.steps());
    }

    private static <T> T first(T stated, T otherwise) { return stated == null ? otherwise : stated; }
}
