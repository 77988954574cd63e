package org.recruitmentintake.embassy;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far a case has come on the embassy-first flow.
 *
 * @param done the steps that count as done
 */
public record Progress(Set<Step> done) {

    /**
     * The progress that the records show. A visa counts once the consul has opened the way, or where a person has
     * decided that its refusal does not stand in the way. A pending visa does not count.
     */
    public static Progress of(Collection<StepRecord> records, boolean refusalSettledByAPerson) {
        var done = EnumSet.noneOf(Step.class);
        records.forEach(record -> done.add(record.step()));
        var visa = visaIn(records);
        var settled = visa.filter(record -> record.visa().opensTheWay()
                || record.visa() == Visa.REFUSED && refusalSettledByAPerson).isPresent();
        if (!settled) {
            done.remove(Step.VISA);
        }
        return new Progress(done);
    }

    /** The last visa record. */
    public static Optional<StepRecord> visaIn(Collection<StepRecord> records) {
        return records.stream().filter(record -> record.step() == Step.VISA)
                .max(Comparator.comparing(StepRecord::recordedAt));
    }

    /** The steps that may be recorded now: not done yet, and everything they need is. */
    public List<Step> allowed() {
        return Step.inOrder().stream().filter(step -> !done.contains(step) && done.containsAll(step.needs())).toList();
    }

    /** Which of the given steps are still to be done, in order. */
    public List<Step> missing(Set<Step> wanted) {
        return Step.inOrder().stream().filter(step -> wanted.contains(step) && !done.contains(step)).toList();
    }

    /** Which of the recorded steps stand before a step that they need: it is not done, or was done on a later day. */
    public List<Step> outOfOrder(Collection<StepRecord> records) {
        var days = new EnumMap<Step, LocalDate>(Step.class);
        records.forEach(record -> days.put(record.step(), record.on()));
        return days.keySet().stream().filter(step -> step.needs().stream()
                .anyMatch(need -> !done.contains(need) || days.get(need).isAfter(days.get(step)))).toList();
    }

    public boolean arrived() { return done.contains(Step.ARRIVAL); }

}
