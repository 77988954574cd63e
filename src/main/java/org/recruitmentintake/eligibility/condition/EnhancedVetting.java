package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_82_2022;
import static org.recruitmentintake.eligibility.Citation.OUR_PRUDENCE;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Dated;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Identity;

/** A reviewer vets citizens of Russia (law and practice) and Belarus (choice of this project). */
final class EnhancedVetting implements Condition {

    private static final Outcome NOT_NEEDED = Outcome.notApplicable("no-vetting-needed");
    private static final Outcome NEEDED = Outcome.unmet("vetting-needed", Consequence.REVIEW);
    private static final Outcome CITIZENSHIP_UNKNOWN = Outcome.unknown("citizenship-unknown", Consequence.HOLD,
            Evidence.CITIZENSHIP);

    @Override
    public String id() { return "enhanced-vetting"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_82_2022, OUR_PRUDENCE); }

    @Override
    public List<Outcome> outcomes() { return List.of(NOT_NEEDED, NEEDED, CITIZENSHIP_UNKNOWN); }

    @Override
    public Map<String, Dated<?>> parameters() { return Map.of("vetted-citizenships", Rules.VETTED_CITIZENSHIPS); }

    @Override
    public Set<Evidence> evidence() { return Set.of(Evidence.IDENTITY); }

    @Override
    public Finding judge(Assessment assessment) {
        var identity = assessment.facts().papers().identity();
        var citizenships = assessment.stated(identity).filter(Identity::clear).map(Identity::citizenships);
        if (citizenships.isEmpty()) return assessment.finding(this, CITIZENSHIP_UNKNOWN);
        var vetted = Rules.VETTED_CITIZENSHIPS.on(assessment.day()).orElse(Set.of());
        return citizenships.get().stream().anyMatch(vetted::contains)
                ? assessment.finding(this, NEEDED, new Assessment.Part(identity, citizenships.get()))
                : assessment.finding(this, NOT_NEEDED);
    }
}
