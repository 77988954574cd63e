package org.recruitmentintake.eligibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.recruitmentintake.eligibility.Citation.Kind;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.RankCategory;

/** The list of conditions, their outcomes and citations, and rulings on their findings. */
class ConditionsTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-02");

    @Test
    void conditionsAreThoseOfTheDomain() {
        assertEquals(List.of("lawful-presence", "no-conviction", "age", "medical-fitness", "selection",
                "voluntary-contract", "foreigner-or-stateless", "identity-document", "branch-open", "rank-open",
                "constitution-declaration", "data-consent", "verification-consent", "special-check",
                "polygraph-consent", "embassy-steps", "service-papers", "enhanced-vetting", "possible-duplicate"),
                Conditions.ALL.stream().map(Condition::id).toList());
    }

    @Test
    void everyConditionHasACitation() {
        for (var condition : Conditions.ALL) {
            assertFalse(condition.citations().isEmpty(), condition.id());
            for (var citation : condition.citations()) {
                assertTrue(citation.kind() != Kind.LAW || !citation.act().isBlank(), condition.id());
                assertTrue(citation.link() == null || citation.link().startsWith("https://"), citation.link());
                assertTrue(citation.inForce(citation.inForceFrom()), condition.id());
                assertFalse(citation.inForce(citation.inForceFrom().minusDays(1)), condition.id());
                assertNull(citation.lastVerified(), "no person has verified a citation yet: " + citation.act());
            }
        }
    }

    @Test
    void citationIsUnverifiedUntilAPersonVerifiesIt() {
        assertTrue(Citation.DECREE_84_2024.unverifiedSince(DAY));
        var verified = new Citation(Kind.LAW, "An act", "Article 1", DAY, DAY.plusDays(9), null, DAY);
        assertFalse(verified.unverifiedSince(DAY));
        assertTrue(verified.unverifiedSince(DAY.plusDays(1)));
        assertFalse(Citation.OUR_PRUDENCE.unverifiedSince(DAY), "a choice of this project has no legal text");
    }

    @Test
    void citationIsInForceUntilItsLastDay() {
        var citation = new Citation(Kind.LAW, "An act", "Article 1", DAY, DAY.plusDays(9), null, DAY);
        assertTrue(citation.inForce(DAY.plusDays(9)));
        assertFalse(citation.inForce(DAY.plusDays(10)));
    }

    @Test
    void everyOutcomeIsConsistent() {
        for (var condition : Conditions.ALL) {
            var codes = new HashSet<String>();
            for (var outcome : condition.outcomes()) {
                var name = condition.id() + " " + outcome.code();
                assertTrue(codes.add(outcome.code()), name);
                var passes = Set.of(Verdict.MET, Verdict.DEFERRED, Verdict.NOT_APPLICABLE).contains(outcome.verdict());
                assertEquals(passes, outcome.consequence() == Consequence.PASS, name);
                assertTrue(outcome.verdict() != Verdict.UNKNOWN || !outcome.missing().isEmpty(), name);
            }
        }
    }

    @Test
    void onlyTheSpecialCheckAndDuplicatesAreAskedLast() {
        assertEquals(List.of("special-check", "possible-duplicate"),
                Conditions.ALL.stream().filter(Condition::askedLast).map(Condition::id).toList());
    }

    @Test
    void matchIsNoPublicFinding() {
        var decision = FactsInWords.of("in Ukraine, all seen; another case handed over", DAY, "hand-over").decision();
        assertEquals(Consequence.REVIEW, decision.outcome());
        assertEquals(Consequence.PASS, Decision.worst(decision.publicFindings()));
        assertEquals(1, decision.finding("possible-duplicate").orElseThrow().matches().size());
    }

    @Test
    void rulingStaysWhenTheSameValueIsAttestedAgain() {
        assertEquals(Ruling.SATISFIED, finding("in Ukraine, all seen; convictions spent; "
                + "a reviewer is satisfied on no-conviction; convictions spent, seen by the embassy", "no-conviction")
                .ruling());
    }

    @Test
    void rulingEndsWhenTheAttestedValueChanges() {
        assertNull(finding("in Ukraine, all seen; convictions spent; "
                + "a reviewer is satisfied on no-conviction; convictions pending", "no-conviction").ruling());
    }

    /** Before the ruling the evidence is missing; afterwards another person has to decide again. */
    @Test
    void rulingEndsWhenItsPersonAttestsTheEvidenceLater() {
        var later = finding("in Ukraine, all seen; convictions spent; "
                + "a reviewer is satisfied on no-conviction; convictions spent, seen by the reviewer", "no-conviction");
        assertNull(later.ruling());
        assertEquals(Consequence.REVIEW, later.consequence());
        assertEquals(List.of("reviewer-1"), later.attestors());
    }

    @Test
    void rolesAttestOnlyTheirEvidence() {
        assertEquals(Set.of(Evidence.IDENTITY, Evidence.BIRTH_DATE, Evidence.CONVICTIONS, Evidence.SERVICE_PAPERS),
                attestedBy(EvidenceSource.EMBASSY));
        assertEquals(AnyCase.ATTESTABLE, attestedBy(EvidenceSource.RECRUITING_CENTRE));
        assertEquals(Set.of(Evidence.CONVICTIONS, Evidence.SPECIAL_CHECK, Evidence.POLYGRAPH_GROUNDS),
                attestedBy(EvidenceSource.REVIEWER));
        assertEquals(Set.of(), attestedBy(EvidenceSource.APPLICANT));
    }

    @Test
    void rulingsDependOnTheConsequence() {
        assertEquals(Set.of(Ruling.SATISFIED, Ruling.REFUSE, Ruling.NEEDS_EVIDENCE),
                Resolution.allowed(Consequence.REVIEW));
        assertEquals(Set.of(Ruling.REFUSE, Ruling.NEEDS_EVIDENCE), Resolution.allowed(Consequence.REFUSAL_PROPOSED));
        assertEquals(Set.of(), Resolution.allowed(Consequence.HOLD));
        assertEquals(Set.of(), Resolution.allowed(Consequence.PASS));
        for (var ruling : Ruling.values()) {
            assertTrue(Stream.of(Reason.values()).anyMatch(reason -> reason.ruling() == ruling), ruling.name());
        }
    }

    @Test
    void sentBackRefusalCannotBeSatisfied() {
        var facts = "in Ukraine, all seen; unfit";
        assertThrows(IllegalStateException.class,
                () -> FactsInWords.of(facts + "; a reviewer is satisfied on medical-fitness", DAY, "hand-over"));
        assertThrows(IllegalStateException.class, () -> FactsInWords.of(
                facts + "; a reviewer wants evidence on medical-fitness; a reviewer is satisfied on medical-fitness",
                DAY, "hand-over"));
    }

    @Test
    void noRulingIsAllowedOnAHold() {
        assertThrows(IllegalStateException.class, () -> FactsInWords.of(
                "in Ukraine, all seen; document until 2020-01-01; a reviewer is satisfied on identity-document", DAY,
                "hand-over"));
    }

    @Test
    void findingSentBackNamesItsEvidence() {
        var sentBack = FactsInWords
                .of("in Ukraine, all seen; convictions spent; a reviewer wants evidence on no-conviction",
                        DAY, "hand-over")
                .decision().finding("no-conviction").orElseThrow();
        assertEquals(List.of(Evidence.CONVICTIONS), sentBack.missing());
        assertEquals(Consequence.REVIEW, sentBack.asked());
        assertEquals(Ruling.NEEDS_EVIDENCE, sentBack.ruling());
    }

    @Test
    void findingsNameTheirAttestors() {
        var finding = FactsInWords.of("in Ukraine, all seen; convictions spent", DAY, "hand-over").decision()
                .finding("no-conviction").orElseThrow();
        assertEquals(List.of("recruiting_centre-1"), finding.attestors());
        assertTrue(finding.basis().matches("[0-9a-f]{64}"));
    }

    @Test
    void closedBranchAndRankNameOpenOnes() {
        var decision = FactsInWords.of("in Ukraine, all seen; branch national-guard; rank officer",
                LocalDate.parse("2024-02-20"), "hand-over").decision();
        assertEquals(
                List.of("GROUND_FORCES", "TERRITORIAL_DEFENCE", "DEFENCE_INTELLIGENCE", "SPECIAL_OPERATIONS"),
                decision.finding("branch-open").orElseThrow().options());
        assertEquals(List.of("PRIVATE", "SERGEANT_NCO"), decision.finding("rank-open").orElseThrow().options());
    }

    @Test
    void findingIsCurableIfNewEvidenceCouldChangeIt() {
        assertTrue(finding("in Ukraine, all seen; present by visa until 2020-01-01", "lawful-presence").curable());
        assertFalse(finding("in Ukraine, all seen; convictions convicted", "no-conviction").curable());
        assertFalse(finding("in Ukraine, all seen", "lawful-presence").curable());
    }

    @Test
    void nextEvaluationIsTheDayThatCanChangeAFinding() {
        assertEquals(LocalDate.parse("2026-04-01"),
                FactsInWords.of("in Ukraine, all seen; present by visa until 2026-03-31", DAY, "hand-over").decision()
                        .nextEvaluation());
        assertEquals(LocalDate.parse("2026-03-05"),
                FactsInWords.of("in Ukraine, all seen; born 2008-03-05", DAY, "hand-over").decision()
                        .nextEvaluation());
        assertEquals(LocalDate.parse("2026-04-02"),
                FactsInWords.of("in Ukraine, all seen; document until 2026-04-01", DAY, "hand-over").decision()
                        .nextEvaluation());
        assertEquals(LocalDate.parse("2024-10-30"),
                FactsInWords.of("in Ukraine, all seen; rank officer", LocalDate.parse("2024-10-01"), "hand-over")
                        .decision().nextEvaluation(),
                "officers are admitted from this day on");
    }

    @Test
    void datedValueIsInForceUntilTheNext() {
        var dated = Dated.since("2020-02-29", "first").then("2021-01-01", "second");
        assertEquals(Optional.empty(), dated.on(LocalDate.parse("2020-02-28")));
        assertEquals("first", dated.on(LocalDate.parse("2020-02-29")).orElseThrow());
        assertEquals("first", dated.on(LocalDate.parse("2020-12-31")).orElseThrow());
        assertEquals("second", dated.on(LocalDate.parse("2021-01-01")).orElseThrow());
        assertEquals(LocalDate.parse("2020-02-29"), dated.since(LocalDate.parse("2020-12-31")).orElseThrow());
        assertFalse(dated.inForce(LocalDate.parse("2020-02-28")));
        assertEquals(2, dated.changes().size());
    }

    @Test
    void parametersOfAConditionAreItsDatedRules() {
        var rank = Conditions.find("rank-open").orElseThrow();
        assertEquals(Set.of(RankCategory.PRIVATE, RankCategory.SERGEANT_NCO),
                rank.parameters().get("open-ranks").on(LocalDate.parse("2024-10-29")).orElseThrow());
        assertEquals(LocalDate.parse("2024-10-30"), rank.changes().higher(LocalDate.parse("2024-02-21")));
        assertEquals(18, Conditions.find("age").orElseThrow().parameters().get("age-of-admission").on(DAY)
                .orElseThrow());
    }

    private static Finding finding(String words, String condition) {
        return FactsInWords.of(words, DAY, "hand-over").decision().finding(condition).orElseThrow();
    }

    private static Set<Evidence> attestedBy(EvidenceSource source) {
        return Set.copyOf(Stream.of(Evidence.values()).filter(kind -> kind.mayBeAttestedBy(source)).toList());
    }
}
