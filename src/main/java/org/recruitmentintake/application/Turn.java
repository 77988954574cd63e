package org.recruitmentintake.application;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.eligibility.Evidence.Settler;
import org.recruitmentintake.eligibility.Facts.Route;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Finding.Consequence;
import org.recruitmentintake.eligibility.Finding.Verdict;

/** Whose turn it is in a case that is not decided yet. */
public final class Turn {

    /** Steps that an embassy or a centre records, and that the applicant takes. */
    private static final Set<String> STEPS_OF_THE_APPLICANT = Set.of("STEP_FIRST_CONTACT", "STEP_DOCUMENTS",
            "STEP_ARRIVAL");

    private Turn() {
    }

    /**
     * Whose turn it is: a reviewer's where a person has to decide, the applicant's where there is anything for them to do,
     * else that of the desk that can do the first of the next steps. Empty where the case is decided.
     *
     * @param nextSteps as the same reader sees them
     */
    public static Optional<Settler> of(Application application, State state, List<NextStep> nextSteps) {
        if (!State.UNDECIDED.contains(state)) {
            return Optional.empty();
        }
        if (state == State.IN_REVIEW) {
            return Optional.of(Settler.REVIEWER);
        }
        // An expired document, or one of the wrong kind: the desk cannot record what the applicant does not have yet.
        if (application.decision().publicFindings().stream().anyMatch(Turn::needsSomethingNew)) {
            return Optional.of(Settler.APPLICANT);
        }
        var possible = nextSteps.stream().filter(step -> step.blockedBy().isEmpty())
                .map(step -> actor(step, application)).toList();
        return Optional.of(possible.contains(Settler.APPLICANT) ? Settler.APPLICANT
                : possible.isEmpty() ? Settler.REVIEWER : possible.get(0));
    }

    private static boolean needsSomethingNew(Finding finding) {
        return finding.verdict() == Verdict.UNMET && finding.consequence() == Consequence.HOLD
                && !finding.missing().isEmpty();
    }

    private static Settler actor(NextStep step, Application application) {
        if (STEPS_OF_THE_APPLICANT.contains(step.id())) {
            return Settler.APPLICANT;
        }
        if (step.who().size() == 1) {
            return step.who().get(0);
        }
        var abroad = application.route() == Route.EMBASSY && !application.arrived();
        var desk = abroad ? Settler.EMBASSY : Settler.RECRUITING_CENTRE;
        return step.who().contains(desk) ? desk : step.who().get(0);
    }
}
