package org.recruitmentintake.application;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Evidence.Settler;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Finding.Consequence;
import org.recruitmentintake.eligibility.Finding.Verdict;
import org.recruitmentintake.embassy.Progress;
import org.recruitmentintake.embassy.Step;

/**
 * What would bring a case on, in the order in which a person would follow it.
 *
 * @param id stable: {@code STEP_…} for a step of the embassy route, {@code EVIDENCE_…} for evidence or a statement, {@code DECISION} and
 *            {@code FINAL_CHECK} for what a person at the service does
 * @param who who can do it
 * @param conditions the conditions that wait for it
 * @param blockedBy what must come first; empty where it can be done now
 */
public record NextStep(String id, List<Settler> who, List<String> conditions, List<String> blockedBy) {

    /** The next steps of a stored case, for somebody who does or does not see hidden findings. */
    public static List<NextStep> of(Application application, boolean hiddenToo) {
        if (application.dossier() == null || !State.UNDECIDED.contains(application.state())) {
            return List.of();
        }
        var findings = application.decision().findings().stream().filter(finding -> hiddenToo || !finding.hidden())
                .toList();
        var steps = of(findings, application.facts(), application.dossier().clearedAt() != null);
        if (steps.stream().allMatch(step -> !step.blockedBy().isEmpty())
                && application.state() != application.shownState()) {
            steps.add(new NextStep("FINAL_CHECK", List.of(Settler.REVIEWER), List.of(), List.of()));
        }
        return steps;
    }

    /** The next steps that findings ask for. */
    public static List<NextStep> of(List<Finding> findings, Facts facts, boolean cleared) {
        var waiting = new EnumMap<Evidence, List<Finding>>(Evidence.class);
        findings.stream().filter(NextStep::open)
                .forEach(finding -> finding.missing().forEach(
                        evidence -> waiting.computeIfAbsent(evidence, none -> new ArrayList<>()).add(finding)));
        var steps = new ArrayList<NextStep>();
        waiting.forEach((evidence, blocked) -> {
            var conditions = blocked.stream().map(Finding::condition).toList();
            if (evidence == Evidence.EMBASSY_STEP) {
                embassySteps(facts, cleared).forEach(step -> steps.add(step(step, facts, cleared, conditions)));
            } else if (evidence == Evidence.ARRIVAL_STEP) {
                steps.add(step(Step.ARRIVAL, facts, cleared, conditions));
            } else {
                var later = blocked.stream().allMatch(finding -> finding.verdict() == Verdict.DEFERRED);
                steps.add(new NextStep("EVIDENCE_" + evidence, evidence.settlers(), conditions,
                        later ? List.of("STEP_ARRIVAL") : List.of()));
            }
        });
        var asked = findings.stream().filter(finding -> finding.consequence().asksAPerson()).map(Finding::condition)
                .toList();
        if (!asked.isEmpty()) {
            steps.add(new NextStep("DECISION", List.of(Settler.REVIEWER), asked, List.of()));
        }
        return steps;
    }

    private static boolean open(Finding finding) {
        return switch (finding.verdict()) {
            case UNKNOWN, UNMET -> finding.consequence() != Consequence.PASS;
            // Due later on the embassy route; in the country what is deferred is the unit's affair.
            case DEFERRED ->
                    finding.reason().equals("until-arrival") || finding.reason().equals("commission-after-arrival");
            case MET, NOT_APPLICABLE -> false;
        };
    }

    private static List<Step> embassySteps(Facts facts, boolean cleared) {
        return Progress.of(facts.steps(), false).missing(Step.BEFORE_TRAVEL);
    }

    private static NextStep step(Step step, Facts facts, boolean cleared, List<String> conditions) {
        var done = Progress.of(facts.steps(), false).done();
        var blockedBy = new ArrayList<>(
                step.needs().stream().filter(need -> !done.contains(need)).map(need -> "STEP_" + need).toList());
        if (step == Step.TRAVEL_INSTRUCTIONS && !cleared) {
            blockedBy.add("CLEARANCE");
        }
        return new NextStep("STEP_" + step, List.of(Settler.valueOf(step.recorder().name())), conditions, blockedBy);
    }
}
