package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_82_2022;
import static org.recruitmentintake.eligibility.Citation.INSTRUCTIONS_2022;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Dated;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.embassy.Progress;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.StepRecord;
import org.recruitmentintake.embassy.Visa;

/**
 * The steps of the embassy route done, in order. A reviewer decides on a refused visa, and on a waiver that does not
 * cover the applicant.
 */
final class EmbassySteps implements Condition {

    private static final Outcome DONE = Outcome.met("steps-done");
    static final Outcome VISA_REFUSED = Outcome.unmet("visa-refused", Consequence.REVIEW,
            Evidence.EMBASSY_STEP);
    private static final Outcome WAIVER_UNSURE = Outcome.unmet("visa-waiver-unsure", Consequence.REVIEW,
            Evidence.EMBASSY_STEP);
    private static final Outcome STEPS_MISSING = Outcome.unknown("steps-missing", Consequence.HOLD,
            Evidence.EMBASSY_STEP);
    private static final Outcome ARRIVAL_MISSING = Outcome.unknown("not-arrived-yet", Consequence.HOLD,
            Evidence.ARRIVAL_STEP);
    private static final Outcome NO_FLOW_YET = Outcome.unmet("embassy-flow-not-yet-open", Consequence.HOLD,
            Evidence.EMBASSY_STEP);
    private static final Outcome IN_COUNTRY = Outcome.notApplicable("in-country-route");

    @Override
    public String id() { return "embassy-steps"; }

    @Override
    public List<Citation> citations() { return List.of(INSTRUCTIONS_2022, DECREE_82_2022); }

    @Override
    public List<Outcome> outcomes() {
        return List.of(DONE, VISA_REFUSED, WAIVER_UNSURE, STEPS_MISSING, ARRIVAL_MISSING, NO_FLOW_YET, IN_COUNTRY);
    }

    @Override
    public Map<String, Dated<?>> parameters() {
        return Map.of("embassy-flow", Rules.EMBASSY_FLOW, "visa-waiver", Rules.VISA_WAIVER, "aggressor-states",
                Rules.AGGRESSOR_STATES);
    }

    @Override
    public Set<Evidence> evidence() { return Set.of(Evidence.EMBASSY_STEP); }

    @Override
    public Finding judge(Assessment assessment) {
        var facts = assessment.facts();
        if (facts.route() != Route.EMBASSY) return assessment.finding(this, IN_COUNTRY);
        if (!Rules.EMBASSY_FLOW.inForce(assessment.day())) return assessment.finding(this, NO_FLOW_YET);
        var visa = Progress.visaIn(facts.steps());
        var question = visa.flatMap(record -> question(record.visa(), assessment));
        if (question.isPresent() && !assessment.satisfied(this, question.get(), grounds(visa.get(), facts))) {
            return assessment.finding(this, question.get(), grounds(visa.get(), facts));
        }
        return steps(assessment, Progress.of(facts.steps(), question.isPresent()));
    }

    private Finding steps(Assessment assessment, Progress progress) {
        var wanted = assessment.gate() == Gate.CLEARANCE ? Step.BEFORE_TRAVEL : EnumSet.allOf(Step.class);
        var missing = progress.missing(wanted);
        if (missing.isEmpty()) return assessment.finding(this, DONE);
        var outcome = missing.equals(List.of(Step.ARRIVAL)) ? ARRIVAL_MISSING : STEPS_MISSING;
        return assessment.finding(this, outcome, missing.stream().map(Step::name).toList());
    }

    /** The outcome that needs a reviewer, if the visa needs one. */
    private static Optional<Outcome> question(Visa visa, Assessment assessment) {
        return switch (visa) {
            case REFUSED -> Optional.of(VISA_REFUSED);
            case WAIVED -> isWaived(assessment) ? Optional.empty() : Optional.of(WAIVER_UNSURE);
            case ISSUED, NOT_NEEDED, PENDING -> Optional.empty();
        };
    }

    private static boolean isWaived(Assessment assessment) {
        var facts = assessment.facts();
        var aggressors = Rules.AGGRESSOR_STATES.on(assessment.day()).orElse(Set.of());
        return facts.branch() != null
                && Rules.VISA_WAIVER.on(assessment.day()).filter(branches -> branches.contains(facts.branch()))
                        .isPresent()
                && citizenships(facts).stream().noneMatch(aggressors::contains);
    }

    private static Object[] grounds(StepRecord visa, Facts facts) {
        var citizenships = new Assessment.Part(facts.papers().identity(), citizenships(facts));
        return new Object[] {visa, facts.branch(), citizenships};
    }

    private static Set<String> citizenships(Facts facts) {
        return facts.papers().identity() == null ? new TreeSet<>() : facts.papers().identity().value().citizenships();
    }
}
