package org.recruitmentintake.application.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;

import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.Verdict;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.embassy.Progress;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.StepRecorder;

/**
 * A step that would advance a case, in the order in which a person would take them.
 *
 * @param id stable: {@code STEP_…} for a step of the embassy route, {@code EVIDENCE_…} for evidence or a statement,
 *            {@code DECISION} for a decision of a reviewer
 * @param who who can take it
 * @param conditions the conditions that wait for it
 * @param blockedBy what must come first; empty if it can be taken now
 */
public record NextStep(String id, List<EvidenceSource> who, List<String> conditions, List<String> blockedBy) {

    private static final String DECISION = "DECISION";

    /**
     * The next steps of a stored case.
     *
     * @param findings those that the caller sees
     */
    public static List<NextStep> of(Application application, List<Finding> findings) {
        if (!State.UNDECIDED.contains(application.state())) return List.of();
        var steps = of(findings, application.facts(), application.dossier().clearedAt() != null);
        if (application.state() == State.IN_REVIEW && steps.stream().noneMatch(step -> step.id().equals(DECISION))) {
            // A reviewer decides on a condition asked last, which the caller does not see.
            steps.add(new NextStep(DECISION, List.of(EvidenceSource.REVIEWER), List.of(), List.of()));
        }
        return steps;
    }

    /** The next steps that findings require, and all remaining steps of the embassy route. */
    public static List<NextStep> of(List<Finding> findings, Facts facts, boolean cleared) {
        var waiting = new EnumMap<Evidence, List<Finding>>(Evidence.class);
        findings.stream().filter(NextStep::isOpen).forEach(finding -> finding.missing()
                .forEach(evidence -> waiting.computeIfAbsent(evidence, none -> new ArrayList<>()).add(finding)));
        var progress = progress(findings, facts);
        var steps = new ArrayList<NextStep>();
        for (var evidence : Evidence.values()) {
            var blocked = waiting.getOrDefault(evidence, List.of());
            var conditions = blocked.stream().map(Finding::condition).toList();
            if (evidence == Evidence.EMBASSY_STEP || evidence == Evidence.ARRIVAL_STEP) {
                remaining(facts, progress, evidence)
                        .forEach(step -> steps.add(step(step, progress, cleared, conditions)));
            } else if (!blocked.isEmpty()) {
                var later = blocked.stream().allMatch(finding -> finding.verdict() == Verdict.DEFERRED);
                steps.add(new NextStep("EVIDENCE_" + evidence, evidence.sources(facts.route()), conditions,
                        later ? List.of("STEP_ARRIVAL") : List.of()));
            }
        }
        var asked = findings.stream().filter(NextStep::waitsForReviewer).map(Finding::condition).toList();
        if (!asked.isEmpty()) {
            steps.add(new NextStep(DECISION, List.of(EvidenceSource.REVIEWER), asked, List.of()));
        }
        return steps;
    }

    /** The progress of the case; a refused visa counts if a reviewer has let it pass. */
    public static Progress progress(List<Finding> findings, Facts facts) {
        return Progress.of(facts.steps(),
                findings.stream().noneMatch(finding -> finding.reason().equals(Conditions.VISA_REFUSED)));
    }

    private static List<Step> remaining(Facts facts, Progress progress, Evidence evidence) {
        var recorder = evidence == Evidence.EMBASSY_STEP ? StepRecorder.EMBASSY : StepRecorder.RECRUITING_CENTRE;
        return facts.route() != Route.EMBASSY ? List.of()
                : progress.missing(EnumSet.allOf(Step.class)).stream().filter(step -> step.recorder() == recorder)
                        .toList();
    }

    private static boolean waitsForReviewer(Finding finding) {
        return finding.consequence().asksAPerson() || finding.ruling() == Ruling.NEEDS_EVIDENCE;
    }

    private static boolean isOpen(Finding finding) {
        return switch (finding.verdict()) {
            case UNKNOWN, UNMET -> finding.consequence() != Consequence.PASS;
            // Due later on the embassy route. In the country, the unit settles what is deferred.
            case DEFERRED -> Conditions.AFTER_ARRIVAL.contains(finding.reason());
            case MET, NOT_APPLICABLE -> false;
        };
    }

    private static NextStep step(Step step, Progress progress, boolean cleared, List<String> conditions) {
        var blockedBy = new ArrayList<>(step.needs().stream().filter(need -> !progress.done().contains(need))
                .map(need -> "STEP_" + need).toList());
        if (step == Step.TRAVEL_INSTRUCTIONS && !cleared) {
            blockedBy.add("CLEARANCE");
        }
        return new NextStep("STEP_" + step, List.of(EvidenceSource.valueOf(step.recorder().name())),
                step == Step.TRAVEL_INSTRUCTIONS ? List.of() : conditions, blockedBy);
    }
}
