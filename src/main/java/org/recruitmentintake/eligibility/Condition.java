package org.recruitmentintake.eligibility;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;

/** One condition: what it asks, on which ground, and every way in which it can end. */
public interface Condition extends Requirement {

    /** The grounds, the most special first; never empty. */
    List<Citation> citations();

    /** Every way in which it can end. */
    List<Outcome> outcomes();

    /** Gives a finding for any facts. */
    Finding judge(Assessment assessment);

    /** The days on which the passing of time alone may turn the finding. */
    default Stream<LocalDate> turningDays(Facts facts) {
        return Stream.empty();
    }

    /** What it asks by dated rules: their names and values. */
    default Map<String, Dated<?>> parameters() {
        return Map.of();
    }

    /** The days on which its grounds or its parameters change, the first day of each included. */
    default NavigableSet<LocalDate> changes() {
        var changes = new TreeSet<LocalDate>();
        parameters().values().forEach(dated -> changes.addAll(dated.changes()));
        citations().forEach(citation -> {
            changes.add(citation.inForceFrom());
            Stream.ofNullable(citation.inForceTo()).forEach(last -> changes.add(last.plusDays(1)));
        });
        return changes;
    }

    @Override
    default Set<Evidence> evidence() {
        var evidence = EnumSet.noneOf(Evidence.class);
        outcomes().forEach(outcome -> outcome.missing().stream().filter(Evidence::attestable).forEach(evidence::add));
        return evidence;
    }

}
