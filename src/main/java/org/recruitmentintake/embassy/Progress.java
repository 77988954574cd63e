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
 * The progress of a case on the embassy-first flow.
 *
 * @param done the steps that count as done
 */
public record Progress(Set<Step> done) {

    /**
     * The progress by these records. A visa counts if the consul lets the applicant travel, or if a reviewer has let
     * its refusal pass. A pending visa does not count.
     */
    public static Progress of(Collection<StepRecord> records, boolean refusalMayPass) {
        var done = EnumSet.noneOf(Step.class);
        records.forEach(record -> done.add(record.step()));
        var visa = visaIn(records);
        var sufficient = visa.filter(record -> record.visa().allowsTravel()
                || record.visa() == Visa.REFUSED && refusalMayPass).isPresent();
        if (!sufficient) {
            done.remove(Step.VISA);
        }
        return new Progress(done);
    }

    /** The last record of the visa; empty if there is none. */
    public static Optional<StepRecord> visaIn(Collection<StepRecord> records) {
        return records.stream().filter(record -> record.step() == Step.VISA)
                .max(Comparator.comparing(StepRecord::recordedAt));
    }

    /** The steps that may be recorded now: they are not done, and all that they need is done. */
    public List<Step> allowed() {
        return Step.inOrder().stream().filter(step -> !done.contains(step) && done.containsAll(step.needs())).toList();
    }

    /** The steps among these that are not done, in order. */
    public List<Step> missing(Set<Step> wanted) {
        return Step.inOrder().stream().filter(step -> wanted.contains(step) && !done.contains(step)).toList();
    }

    /** The recorded steps that need a step that is not done, or was done on a later day. */
    public List<Step> outOfOrder(Collection<StepRecord> records) {
        var days = new EnumMap<Step, LocalDate>(Step.class);
        records.forEach(record -> days.put(record.step(), record.on()));
        return days.keySet().stream().filter(step -> step.needs().stream()
                .anyMatch(need -> !done.contains(need) || days.get(need).isAfter(days.get(step)))).toList();
    }
}
