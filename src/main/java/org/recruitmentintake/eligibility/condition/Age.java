package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.LAW_2232;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Dated;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Stated;

/** Eighteen reached, and sixty not reached, on the decision date; from sixty on a reviewer decides. */
final class Age implements Condition {

    private static final Outcome OF_AGE = Outcome.met("of-age");
    private static final Outcome TOO_YOUNG = Outcome.unmet("not-yet-eighteen", Consequence.REFUSAL_PROPOSED);
    private static final Outcome SIXTY = Outcome.unmet("sixty-or-older", Consequence.REVIEW);
    private static final Outcome NOT_SEEN = Outcome.unknown("birth-date-not-seen", Consequence.HOLD,
            Evidence.BIRTH_DATE);

    @Override
    public String id() { return "age"; }

    @Override
    public List<Citation> citations() { return List.of(LAW_2232); }

    @Override
    public List<Outcome> outcomes() { return List.of(OF_AGE, TOO_YOUNG, SIXTY, NOT_SEEN); }

    @Override
    public Map<String, Dated<?>> parameters() {
        return Map.of("age-of-admission", Rules.AGE_OF_ADMISSION, "age-of-review", Rules.AGE_OF_REVIEW);
    }

    @Override
    public Finding judge(Assessment assessment) {
        var birthDate = assessment.facts().papers().birthDate();
        return assessment.sufficient(birthDate)
                .map(born -> assessment.finding(this, outcome(born, assessment.day()), birthDate))
                .orElseGet(() -> assessment.finding(this, NOT_SEEN));
    }

    private static Outcome outcome(LocalDate born, LocalDate day) {
        if (day.isBefore(reaches(born, Rules.AGE_OF_ADMISSION, day))) return TOO_YOUNG;
        return day.isBefore(reaches(born, Rules.AGE_OF_REVIEW, day)) ? OF_AGE : SIXTY;
    }

    private static LocalDate reaches(LocalDate born, Dated<Integer> years, LocalDate day) {
        // The law is older than the first rule for foreigners.
        return Rules.reaches(born, years.on(day.isBefore(Rules.BEGINNING) ? Rules.BEGINNING : day).orElseThrow());
    }

    @Override
    public Stream<LocalDate> turningDays(Facts facts) {
        return Stream.ofNullable(facts.papers().birthDate()).map(Stated::value)
                .flatMap(born -> Stream.of(Rules.AGE_OF_ADMISSION, Rules.AGE_OF_REVIEW)
                        .flatMap(Dated::values).map(years -> Rules.reaches(born, years)));
    }
}
