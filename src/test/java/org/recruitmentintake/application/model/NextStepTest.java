package org.recruitmentintake.application.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.HandedOver;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.application.usecase.StepRecording;
import org.recruitmentintake.eligibility.FactsInWords;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.StepRecord;

/** The next steps of a case, and which of them are possible now. */
class NextStepTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-02");
    private static final Decisions DECISIONS = decisions(HandedOver.NONE);
    private static final Client CENTRE = new Client("centre-one", "officer-1", Role.RECRUITING_CENTRE, Set.of(),
            Set.of());

    @Test
    void evidenceInUkraineIsListedInTheOrderOfItsCollection() {
        assertEquals(List.of("EVIDENCE_IDENTITY", "EVIDENCE_BIRTH_DATE", "EVIDENCE_CONVICTIONS", "EVIDENCE_PRESENCE",
                "EVIDENCE_FITNESS"), ids("in Ukraine, all declared", "hand-over"));
    }

    /** A case of the in-country route has no embassy to which evidence could be brought. */
    @Test
    void embassyIsNamedOnItsOwnRouteOnly() {
        assertEquals(List.of(EvidenceSource.RECRUITING_CENTRE, EvidenceSource.REVIEWER),
                step(nextSteps("in Ukraine, all declared", "hand-over"), "EVIDENCE_CONVICTIONS").who());
        assertEquals(List.of(EvidenceSource.EMBASSY, EvidenceSource.RECRUITING_CENTRE, EvidenceSource.REVIEWER),
                step(nextSteps("abroad, all declared", "clearance"), "EVIDENCE_CONVICTIONS").who());
    }

    @Test
    void allStepsAbroadAreNamedWithTheirNeeds() {
        var steps = nextSteps("abroad, all declared", "clearance");
        assertEquals(List.of("STEP_FIRST_CONTACT", "STEP_DOCUMENTS", "STEP_INTERVIEW", "STEP_VISA",
                "STEP_ENLISTMENT_REQUEST", "STEP_TRAVEL_INSTRUCTIONS", "EVIDENCE_CONVICTIONS", "STEP_ARRIVAL",
                "EVIDENCE_PRESENCE", "EVIDENCE_FITNESS"), steps.stream().map(NextStep::id).toList());
        assertEquals(List.of(), step(steps, "STEP_FIRST_CONTACT").blockedBy());
        assertEquals(List.of("STEP_INTERVIEW", "STEP_VISA"), step(steps, "STEP_ENLISTMENT_REQUEST").blockedBy());
        assertEquals(List.of("STEP_ENLISTMENT_REQUEST", "CLEARANCE"),
                step(steps, "STEP_TRAVEL_INSTRUCTIONS").blockedBy());
        assertEquals(List.of("STEP_ARRIVAL"), step(steps, "EVIDENCE_PRESENCE").blockedBy());
        assertEquals(List.of(EvidenceSource.RECRUITING_CENTRE), step(steps, "STEP_ARRIVAL").who());
        assertEquals(List.of("voluntary-contract", "embassy-steps"), step(steps, "STEP_VISA").conditions());
    }

    @Test
    void clearedCaseContinuesWithTravel() {
        var application = decided("abroad, steps 1-5 done", Set.of(Evidence.CONVICTIONS));
        assertEquals(State.CLEARED_FOR_TRAVEL, application.state());
        var steps = NextStep.of(application, application.decision().publicFindings());
        assertEquals(List.of("STEP_TRAVEL_INSTRUCTIONS", "STEP_ARRIVAL", "EVIDENCE_PRESENCE", "EVIDENCE_FITNESS"),
                steps.stream().map(NextStep::id).toList());
        assertEquals(List.of(), step(steps, "STEP_TRAVEL_INSTRUCTIONS").blockedBy());
    }

    @Test
    void refusedVisaIsNotNeededAfterAReviewerIsSatisfied() {
        var refused = "abroad, steps 1-5 done; steps 1-3; visa refused";
        assertTrue(ids(refused, "clearance").containsAll(List.of("STEP_VISA", "DECISION")));
        var passed = ids(refused + "; a reviewer is satisfied on embassy-steps", "clearance");
        assertFalse(passed.contains("STEP_VISA"));
        assertTrue(passed.contains("STEP_ENLISTMENT_REQUEST"));
    }

    @Test
    void findingSentBackNamesEvidenceAndReviewer() {
        var steps = nextSteps("in Ukraine, all seen; convictions spent; a reviewer wants evidence on no-conviction",
                "hand-over");
        assertEquals(List.of("EVIDENCE_CONVICTIONS", "DECISION"), steps.stream().map(NextStep::id).toList());
        assertEquals(List.of("no-conviction"), step(steps, "DECISION").conditions());
    }

    @Test
    void passingFindingsNeedNoStep() {
        assertEquals(List.of(), ids("in Ukraine, all seen", "hand-over"));
        assertEquals(List.of(), publicSteps(decided("in Ukraine, all seen", Set.of())));
    }

    @Test
    void caseInReviewWithoutOpenFindingWaitsForADecision() {
        var held = decisions(new HandedOver(List.of("another-case")))
                .decided(submitted("in Ukraine, all seen", Set.of()), Event.SUBMITTED);
        assertEquals(State.IN_REVIEW, held.state());
        assertEquals(List.of("DECISION"), publicSteps(held));
        assertEquals(List.of(), NextStep.of(held, held.decision().publicFindings()).get(0).conditions());
        assertEquals(List.of("possible-duplicate"),
                NextStep.of(held, held.decision().findings()).get(0).conditions());
    }

    @ParameterizedTest
    @CsvSource({"pending", "refused"})
    void visaThatIsNotIssuedAllowsOnlyTheVisaStep(String visa) {
        assertEquals(List.of(Step.VISA), allowed("abroad, steps 1-5 done; steps 1-3; visa " + visa));
    }

    @Test
    void issuedVisaAllowsItsCorrectionAndTheRequest() {
        assertEquals(List.of(Step.VISA, Step.ENLISTMENT_REQUEST),
                allowed("abroad, steps 1-5 done; steps 1-3; visa issued"));
    }

    @Test
    void travelInstructionsNeedTheClearance() {
        assertEquals(List.of(), allowed("abroad, all declared; steps 1-5"));
        assertEquals(List.of(Step.TRAVEL_INSTRUCTIONS), allowed("abroad, steps 1-5 done"));
    }

    @Test
    void caseInUkraineAllowsNoStep() {
        assertEquals(List.of(), allowed("in Ukraine, all declared"));
    }

    @Test
    void clearedCaseThatLosesAGroundIsFlagged() {
        var cleared = decided("abroad, steps 1-5 done", Set.of(Evidence.CONVICTIONS));
        var expired = FactsInWords.of("abroad, steps 1-5 done; document declared until 2026-03-01", DAY, "clearance");
        var papers = new EnumMap<>(cleared.facts().papers().byEvidence());
        papers.put(Evidence.IDENTITY, expired.facts().papers().identity());
        var facts = cleared.facts().with(Papers.of(papers));
        var later = DECISIONS.decided(cleared.with(cleared.dossier().with(facts)), Event.REEVALUATED);
        assertEquals(State.CLEARED_FOR_TRAVEL, later.state());
        assertTrue(later.flagged());
        assertFalse(cleared.flagged());
        assertEquals(Gate.CLEARANCE, later.gate());
    }

    @Test
    void caseIsAtTheHandOverAfterTheArrival() {
        var cleared = decided("abroad, steps 1-5 done", Set.of(Evidence.CONVICTIONS));
        var facts = cleared.facts().with(recorded(Step.TRAVEL_INSTRUCTIONS)).with(recorded(Step.ARRIVAL));
        var arrived = DECISIONS.decided(cleared.with(cleared.dossier().with(facts)), Event.STEP_RECORDED);
        assertEquals(Gate.HAND_OVER, arrived.decision().gate());
        assertEquals(State.CLEARED_FOR_TRAVEL, arrived.state());
        assertEquals(List.of("EVIDENCE_IDENTITY", "EVIDENCE_BIRTH_DATE", "EVIDENCE_PRESENCE", "EVIDENCE_FITNESS"),
                publicSteps(arrived));
    }

    @Test
    void declarationKeepsFailedOptionalCheck() {
        var before = FactsInWords
                .of("in Ukraine, all seen; selection failed; special check failed, seen by the reviewer; "
                        + "data marked doubtful; convictions convicted", DAY, "hand-over")
                .facts();
        var declared = FactsInWords
                .of("in Ukraine, all declared; selection declared passed; special check declared passed",
                        DAY, "hand-over")
                .facts();
        var after = restated(before, declared, "Test Alpha");
        assertEquals(before.papers().selection(), after.selection());
        assertEquals(before.papers().specialCheck(), after.specialCheck());
        assertEquals(before.papers().polygraphGrounds(), after.polygraphGrounds());
        assertFalse(after.convictions().attested(), "a changed required fact loses its attestation");
        assertTrue(after.fitness().attested(), "an unchanged fact keeps its attestation");
        assertTrue(after.identity().attested());
    }

    @Test
    void changedNameEndsTheAttestations() {
        var facts = FactsInWords.of("in Ukraine, all seen", DAY, "hand-over").facts();
        assertFalse(restated(facts, FactsInWords.of("in Ukraine, all declared", DAY, "hand-over").facts(), "Test Beta")
                .identity().attested());
    }

    private static Papers restated(Facts before, Facts declared, String name) {
        var wishes = new Wishes(List.of(), null, null);
        var stored = new Dossier(new Person("Test Alpha", "T1", null, null), wishes, before, List.of(), null, null,
                Map.of());
        var submission = new Submission(null, new Person(name, "T1", null, null), wishes, declared, Set.of());
        return submission.restated(stored, submission.isOfThePersonOf(stored), null).papers();
    }

    private static List<String> publicSteps(Application application) {
        return NextStep.of(application, application.decision().publicFindings()).stream().map(NextStep::id).toList();
    }

    private static List<Step> allowed(String words) {
        return StepRecording.allowedSteps(decided(words, Set.of()));
    }

    /** A submission cannot clear a case for travel. The event of a recorded step can. */
    private static Application decided(String words, Set<Evidence> seen) {
        var decided = DECISIONS.decided(submitted(words, seen), Event.SUBMITTED);
        return State.UNDECIDED.contains(decided.state())
                ? DECISIONS.decided(decided, Event.STEP_RECORDED) : decided;
    }

    private static Decisions decisions(HandedOver others) {
        return new Decisions(Clock.fixed(DAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC), "test", others);
    }

    private static Application submitted(String words, Set<Evidence> seen) {
        var facts = FactsInWords.of(words, DAY, "hand-over").facts();
        return Application.submitted(new UUID(1, 1),
                new Submission("ca-ottawa", new Person("Test Alpha", "T1", null, null),
                        new Wishes(List.of(), null, null), facts, seen),
                CENTRE, DECISIONS.now());
    }

    private static StepRecord recorded(Step step) {
        return new StepRecord(step, DAY, null, DECISIONS.now(), "a-client", "attache-1");
    }

    private static NextStep step(List<NextStep> steps, String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst().orElseThrow();
    }

    private static List<String> ids(String words, String gate) {
        return nextSteps(words, gate).stream().map(NextStep::id).toList();
    }

    private static List<NextStep> nextSteps(String words, String gate) {
        var parsed = FactsInWords.of(words, DAY, gate);
        return NextStep.of(parsed.decision().findings().stream().filter(finding -> !finding.askedLast()).toList(),
                parsed.facts(), false);
    }
}
