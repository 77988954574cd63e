package org.recruitmentintake.eligibility.facts;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.StepRecord;

/**
 * The facts that the conditions judge. A null value is not known yet. They hold kinds, dates and verdicts only, never a
 * diagnosis, a name or a number.
 */
public record Facts(Route route, Branch branch, RankCategory rank, Papers papers, Statements statements,
        List<StepRecord> steps) {

    // Each step has one record; older dossiers may hold two of a step.
    private static final int MOST_STEPS = 2 * Step.values().length;

    public Facts {
        Objects.requireNonNull(papers);
        Objects.requireNonNull(statements);
        steps = steps == null ? List.of() : List.copyOf(steps);
        if (steps.size() > MOST_STEPS) throw new IllegalArgumentException("too many steps");
    }

    /** The country of the identity document, which every case states. */
    public String documentCountry() {
        return papers.identity().value().document().country();
    }

    public Facts with(Papers changed) { return new Facts(route, branch, rank, changed, statements, steps); }

    /** A step that is recorded again replaces its last record. */
    public Facts with(StepRecord step) {
        var others = steps.stream().filter(before -> before.step() != step.step());
        return new Facts(route, branch, rank, papers, statements, Stream.concat(others, Stream.of(step)).toList());
    }

}
