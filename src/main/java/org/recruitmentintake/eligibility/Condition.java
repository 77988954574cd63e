package org.recruitmentintake.eligibility;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** One condition: what it asks, on which ground, and every way in which it can end. */
public interface Condition {

    /** Stable, in lower case with hyphens. */
    String id();

    /** The grounds, the most special first; never empty. */
    List<Citation> citations();

    /** Every way in which it can end. */
    List<Outcome> outcomes();

    /** Takes facts and gives a finding, whatever the facts are. */
    Finding judge(Inquiry inquiry);

    /** The days on which the passing of time alone may turn the finding. */
    default Stream<LocalDate> turningDays(Facts facts) { return Stream.empty(); }

    /** Whether its findings are for reviewers only. */
    default boolean hidden() { return false; }
}
