package org.recruitmentintake.application.model;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;

import org.recruitmentintake.eligibility.facts.EvidenceSource;

/**
 * What a list of cases shows and is sorted by: whose turn it is, what is to be done, and since when each desk has
 * something to do.
 *
 * @param turn null where the case is decided
 */
public record Waiting(EvidenceSource turn, List<Task> tasks, boolean decided) {

    /**
     * In the place of a moment where a desk has nothing to do, so that such cases come after those that wait for it …
     */
    public static final Instant FOR_OTHERS = Instant.parse("9999-12-30T00:00:00Z");
    /** … and decided ones last. */
    public static final Instant FOR_NOBODY = Instant.parse("9999-12-31T00:00:00Z");

    public static Waiting of(Application application) {
        var steps = NextStep.of(application,
                application.dossier() == null ? List.of() : application.decision().publicFindings());
        return new Waiting(WhoseTurn.of(application, application.state(), steps).orElse(null), Task.of(application),
                !State.UNDECIDED.contains(application.state()));
    }

    /** The tasks as the columns and filters write them. */
    public List<String> taskNames() {
        return tasks.stream().map(task -> task.name().toString()).toList();
    }

    /** The same as the text of an array. */
    public String taskNamesAsText() {
        return taskNames().stream().collect(joining(",", "{", "}"));
    }

    /** The moment from which a desk has had something to do, or one of the two above. */
    public Instant since(EvidenceSource desk) {
        return Task.since(tasks, desk).orElse(decided ? FOR_NOBODY : FOR_OTHERS);
    }
}
