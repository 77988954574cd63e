package org.recruitmentintake.application.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Verdict;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Route;

/** Whose turn it is in an undecided case. */
public final class WhoseTurn {

    /** Steps that an embassy or a centre records, and that the applicant takes. */
    private static final Set<String> STEPS_OF_THE_APPLICANT = Set.of("STEP_FIRST_CONTACT", "STEP_DOCUMENTS",
            "STEP_ARRIVAL");

    private WhoseTurn() {}

    /**
     * A reviewer's turn if a reviewer has to decide, the applicant's if the applicant can do something, else that of
     * the desk that can take the first next step. Empty if the case is decided.
     *
     * @param nextSteps as the caller sees them
     */
    public static Optional<EvidenceSource> of(Application application, List<NextStep> nextSteps) {
        if (!State.UNDECIDED.contains(application.state())) return Optional.empty();
        if (application.state() == State.IN_REVIEW) return Optional.of(EvidenceSource.REVIEWER);
        var possible = nextSteps.stream().filter(step -> step.blockedBy().isEmpty())
                .map(step -> actor(step, application)).toList();
        return Optional.of(possible.contains(EvidenceSource.APPLICANT) ? EvidenceSource.APPLICANT
                : possible.isEmpty() ? EvidenceSource.REVIEWER : possible.get(0));
    }

    private static boolean needsSomethingNew(Finding finding) {
        return finding.verdict() == Verdict.UNMET && finding.consequence() == Consequence.HOLD
                && !finding.missing().isEmpty();
    }

    /** Who can take a next step: the applicant, or the desk that has the case. */
    static EvidenceSource actor(NextStep step, Application application) {
        // An expired document or one of the wrong kind: the applicant needs another one before a desk can record it.
        if (STEPS_OF_THE_APPLICANT.contains(step.id()) || application.decision().publicFindings().stream()
                .anyMatch(finding -> step.conditions().contains(finding.condition()) && needsSomethingNew(finding))) {
            return EvidenceSource.APPLICANT;
        }
        if (step.who().size() == 1) return step.who().get(0);
        var abroad = application.route() == Route.EMBASSY && !application.hasArrived();
        var desk = abroad ? EvidenceSource.EMBASSY : EvidenceSource.RECRUITING_CENTRE;
        return step.who().contains(desk) ? desk : step.who().get(0);
    }
}
