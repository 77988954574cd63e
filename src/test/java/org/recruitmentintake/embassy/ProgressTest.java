package org.recruitmentintake.embassy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.embassy.Step.ARRIVAL;
import static org.recruitmentintake.embassy.Step.DOCUMENTS;
import static org.recruitmentintake.embassy.Step.ENLISTMENT_REQUEST;
import static org.recruitmentintake.embassy.Step.FIRST_CONTACT;
import static org.recruitmentintake.embassy.Step.INTERVIEW;
import static org.recruitmentintake.embassy.Step.TRAVEL_INSTRUCTIONS;
import static org.recruitmentintake.embassy.Step.VISA;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which steps of the embassy route are done, allowed or out of order. */
class ProgressTest {

    @Test
    void stepsAreInTheOrderOfTheInstructions() {
        assertEquals(List.of(FIRST_CONTACT, DOCUMENTS, INTERVIEW, VISA, ENLISTMENT_REQUEST, TRAVEL_INSTRUCTIONS,
                ARRIVAL), Step.inOrder());
        assertEquals(7, ARRIVAL.number());
        assertEquals(EnumSet.of(FIRST_CONTACT, DOCUMENTS, INTERVIEW, VISA, ENLISTMENT_REQUEST), Step.BEFORE_TRAVEL);
    }

    @Test
    void embassyRecordsSixStepsAndTheCentreTheArrival() {
        Step.inOrder().forEach(step -> assertEquals(
                step == ARRIVAL ? StepRecorder.RECRUITING_CENTRE : StepRecorder.EMBASSY, step.recorder()));
    }

    @Test
    void caseStartsWithTheFirstContact() {
        assertEquals(List.of(FIRST_CONTACT), Progress.of(List.of(), false).allowed());
    }

    @Test
    void requestNeedsInterviewAndVisaInAnyOrder() {
        assertEquals(List.of(INTERVIEW, VISA), after(FIRST_CONTACT, DOCUMENTS).allowed());
        assertEquals(List.of(VISA), after(FIRST_CONTACT, DOCUMENTS, INTERVIEW).allowed());
        assertEquals(List.of(INTERVIEW), after(FIRST_CONTACT, DOCUMENTS, VISA).allowed());
        assertEquals(List.of(ENLISTMENT_REQUEST), after(FIRST_CONTACT, DOCUMENTS, VISA, INTERVIEW).allowed());
    }

    @Test
    void completeFlowAllowsAndMissesNothing() {
        var done = after(Step.values());
        assertEquals(List.of(), done.allowed());
        assertEquals(List.of(), done.missing(EnumSet.allOf(Step.class)));
        assertEquals(List.of(TRAVEL_INSTRUCTIONS, ARRIVAL), after(FIRST_CONTACT, DOCUMENTS, INTERVIEW, VISA,
                ENLISTMENT_REQUEST).missing(EnumSet.allOf(Step.class)));
    }

    @ParameterizedTest
    @EnumSource(Visa.class)
    void visaStepIsDoneIfTheVisaAllowsTravel(Visa visa) {
        var allowsTravel = EnumSet.of(Visa.ISSUED, Visa.WAIVED, Visa.NOT_NEEDED).contains(visa);
        assertEquals(allowsTravel, Progress.of(visas(visa), false).done().contains(VISA));
    }

    @Test
    void reviewerMayAcceptARefusedVisaButNotAPendingOne() {
        assertTrue(Progress.of(visas(Visa.REFUSED), true).done().contains(VISA));
        assertFalse(Progress.of(visas(Visa.PENDING), true).done().contains(VISA));
    }

    @Test
    void onlyTheLastRecordOfAVisaCounts() {
        assertTrue(Progress.of(visas(Visa.PENDING, Visa.ISSUED), false).done().contains(VISA));
        assertFalse(Progress.of(visas(Visa.ISSUED, Visa.REFUSED), false).done().contains(VISA));
    }

    @Test
    void stepDatedBeforeTheStepItNeedsIsOutOfOrder() {
        var records = new ArrayList<>(List.of(record(FIRST_CONTACT, null, 0), record(DOCUMENTS, null, 1),
                record(INTERVIEW, null, 2)));
        assertEquals(List.of(), Progress.of(records, false).outOfOrder(records));
        records.set(0, new StepRecord(FIRST_CONTACT, LocalDate.parse("2026-02-02"), null, Instant.EPOCH, "c", "p"));
        assertEquals(List.of(DOCUMENTS), Progress.of(records, false).outOfOrder(records));
    }

    @Test
    void stepWithoutTheStepsItNeedsIsOutOfOrder() {
        var records = List.of(record(FIRST_CONTACT, null, 0), record(DOCUMENTS, null, 1), record(INTERVIEW, null, 2),
                record(VISA, Visa.REFUSED, 3), record(ENLISTMENT_REQUEST, null, 4));
        assertEquals(List.of(ENLISTMENT_REQUEST), Progress.of(records, false).outOfOrder(records));
        assertEquals(List.of(), Progress.of(records, true).outOfOrder(records));
    }

    @Test
    void onlyTheVisaStepNamesAVisa() {
        assertThrows(IllegalArgumentException.class, () -> record(VISA, null, 0));
        assertThrows(IllegalArgumentException.class, () -> record(INTERVIEW, Visa.ISSUED, 0));
    }

    private static Progress after(Step... steps) {
        var records = new ArrayList<StepRecord>();
        for (var step : steps) {
            records.add(record(step, step == VISA ? Visa.ISSUED : null, records.size()));
        }
        return Progress.of(records, false);
    }

    private static List<StepRecord> visas(Visa... visas) {
        var records = new ArrayList<StepRecord>();
        for (var visa : visas) {
            records.add(record(VISA, visa, records.size()));
        }
        return records;
    }

    private static StepRecord record(Step step, Visa visa, int minute) {
        return new StepRecord(step, LocalDate.parse("2026-02-01"), visa,
                Instant.parse("2026-02-01T10:00:00Z").plusSeconds(60L * minute), "a-client", "attache-1");
    }
}
