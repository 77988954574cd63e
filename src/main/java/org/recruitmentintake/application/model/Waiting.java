package org.recruitmentintake.application.model;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;

import org.recruitmentintake.eligibility.facts.EvidenceSource;

/**
 * What lists of cases show and sort by: whose turn it is, the tasks, and since when each desk has one.
 *
 * @param turn null if the case is decided
 */
public record Waiting(EvidenceSource turn, List<Task> tasks) {

    /** The moment of a desk without a task, so that its cases are listed after those that wait for it. */
    public static final Instant FOR_OTHERS = Instant.parse("9999-12-30T00:00:00Z");
    /** The moment of every desk in a decided case, so that it is listed last. */
    public static final Instant DECIDED = Instant.parse("9999-12-31T00:00:00Z");

    public static Waiting of(Application application) {
        var steps = NextStep.of(application, application.decision().publicFindings());
        return new Waiting(WhoseTurn.of(application, steps).orElse(null), Task.of(application));
    }

    /** The tasks as stored and filtered. */
    public List<String> taskNames() {
        return tasks.stream().map(task -> task.name().toString()).toList();
    }

    /** The tasks as the text of an array. */
    public String taskNamesAsText() {
        return taskNames().stream().collect(joining(",", "{", "}"));
    }

    /** The moment from which a desk has had a task, or one of the two constants. */
    public Instant since(EvidenceSource desk) {
        return Task.since(tasks, desk).orElse(turn == null ? DECIDED : FOR_OTHERS);
    }
}
