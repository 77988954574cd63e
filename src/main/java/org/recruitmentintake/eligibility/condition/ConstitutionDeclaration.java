package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_248_2016;

import java.util.List;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Evidence;

/** Recognises and observes the Constitution and the laws of Ukraine; not required by the National Guard. */
final class ConstitutionDeclaration implements Condition {

    private static final Outcome DECLARED = Outcome.met("constitution-recognised");
    private static final Outcome REFUSED = Outcome.unmet("constitution-not-recognised", Consequence.REFUSAL_PROPOSED,
            Evidence.CONSTITUTION_DECLARATION);
    private static final Outcome NOT_DECLARED = Outcome.unknown("constitution-not-declared-yet", Consequence.HOLD,
            Evidence.CONSTITUTION_DECLARATION);
    private static final Outcome NOT_ASKED = Outcome.notApplicable("not-asked-by-the-national-guard");

    @Override
    public String id() { return "constitution-declaration"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_248_2016); }

    @Override
    public List<Outcome> outcomes() { return List.of(DECLARED, REFUSED, NOT_DECLARED, NOT_ASKED); }

    @Override
    public Finding judge(Assessment assessment) {
        var facts = assessment.facts();
        if (facts.branch() == Branch.NATIONAL_GUARD) return assessment.finding(this, NOT_ASKED);
        if (facts.statements().observesConstitution() == null) return assessment.finding(this, NOT_DECLARED);
        return assessment.finding(this, facts.statements().observesConstitution() ? DECLARED : REFUSED,
                facts.statements().observesConstitution());
    }
}
