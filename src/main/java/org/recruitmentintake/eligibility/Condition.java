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

/** One condition: what it requires, on which legal grounds, and its possible outcomes. */
public interface Condition extends Requirement {

    /** The legal grounds, the most specific first; never empty. */
    List<Citation> citations();

    /** The possible outcomes. */
    List<Outcome> outcomes();

    /** The finding for these facts; there is one for any facts. */
    Finding judge(Assessment assessment);

    /** The days on which time alone may change the finding. */
    default Stream<LocalDate> turningDays(Facts facts) {
        return Stream.empty();
    }

    /** The dated rules that it depends on, by name. */
    default Map<String, Dated<?>> parameters() { return Map.of(); }

    /** The days on which its grounds or its parameters begin, change or end. */
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
