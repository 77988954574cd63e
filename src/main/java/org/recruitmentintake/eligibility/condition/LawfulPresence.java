package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.ARTICLE_21_1;
import static org.recruitmentintake.eligibility.Citation.DECREE_248_2016;
import static org.recruitmentintake.eligibility.Citation.DECREE_84_2024;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Presence;

/** Lawfully on the territory of Ukraine on the decision date. Lawful presence, not residence. */
final class LawfulPresence implements Condition {

    private static final Outcome PRESENT = Outcome.met("lawfully-present");
    private static final Outcome NO_GROUND = Outcome.unmet("no-lawful-ground", Consequence.REFUSAL_PROPOSED,
            Evidence.PRESENCE);
    private static final Outcome RAN_OUT = Outcome.unmet("presence-ran-out", Consequence.REFUSAL_PROPOSED,
            Evidence.PRESENCE);
    private static final Outcome NOT_SEEN = Outcome.unknown("presence-not-seen", Consequence.HOLD, Evidence.PRESENCE);
    static final Outcome UNTIL_ARRIVAL = Outcome.deferred("until-arrival", Evidence.PRESENCE);

    @Override
    public String id() { return "lawful-presence"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_84_2024, DECREE_248_2016, ARTICLE_21_1); }

    @Override
    public List<Outcome> outcomes() { return List.of(PRESENT, NO_GROUND, RAN_OUT, NOT_SEEN, UNTIL_ARRIVAL); }

    @Override
    public Finding judge(Assessment assessment) {
        if (assessment.gate() == Gate.CLEARANCE) {
            return assessment.finding(this, UNTIL_ARRIVAL); // abroad it cannot exist yet, even if it is stated
        }
        var presence = assessment.facts().papers().presence();
        return assessment.sufficient(presence)
                .map(ground -> assessment.finding(this, outcome(ground, assessment.day()), presence))
                .orElseGet(() -> assessment.finding(this, NOT_SEEN));
    }

    private static Outcome outcome(Presence presence, LocalDate day) {
        if (presence.basis() == Presence.Basis.NONE) return NO_GROUND;
        return presence.coversDay(day) ? PRESENT : RAN_OUT;
    }

    @Override
    public Stream<LocalDate> turningDays(Facts facts) {
        return Stream.ofNullable(facts.papers().presence()).map(fact -> fact.value().validUntil())
                .filter(Objects::nonNull).map(day -> day.plusDays(1));
    }
}
