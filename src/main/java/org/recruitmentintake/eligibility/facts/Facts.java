package org.recruitmentintake.eligibility.facts;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.StepRecord;

/**
 * All that the conditions are judged on. Anything within them may be null, which means that it is not known; kinds,
 * dates and verdict flags only, never a diagnosis, a name or a number.
 */
public record Facts(Route route, Branch branch, RankCategory rank, Papers papers, Statements statements,
        List<StepRecord> steps) {

    // A step that is recorded again takes the place of its last record. Twice as many were stored before that was so.
    private static final int MOST_STEPS = 2 * Step.values().length;

    public Facts {
        Objects.requireNonNull(papers);
        Objects.requireNonNull(statements);
        steps = steps == null ? List.of() : List.copyOf(steps);
        if (steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("too many steps");
        }
    }

    public Facts with(Papers changed) { return new Facts(route, branch, rank, changed, statements, steps); }

    /** A step that is recorded again takes the place of its last record: the consul's last record counts. */
    public Facts with(StepRecord step) {
        var others = steps.stream().filter(before -> before.step() != step.step());
        return new Facts(route, branch, rank, papers, statements, Stream.concat(others, Stream.of(step)).toList());
    }

}
