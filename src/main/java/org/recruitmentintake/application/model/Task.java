package org.recruitmentintake.application.model;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.facts.EvidenceSource;

/**
 * A task of a desk or of the applicant in a case.
 *
 * @param since the moment from which it was possible
 */
public record Task(EvidenceSource who, TaskCode code, Instant since) {

    public TaskName name() { return new TaskName(who, code); }

    /** The tasks of a case, the longest waiting first; none once it is decided. */
    public static List<Task> of(Application application) {
        if (!State.UNDECIDED.contains(application.state())) return List.of();
        var since = application.dossier().snapshot().waiting();
        var tasks = new LinkedHashMap<TaskName, Task>();
        possible(application).forEach(step -> {
            var task = new Task(WhoseTurn.actor(step, application), TaskCode.of(step.id()),
                    since.getOrDefault(step.id(), application.updatedAt()));
            tasks.merge(task.name(), task, (one, other) -> one.since.isAfter(other.since) ? other : one);
        });
        return tasks.values().stream().sorted(Comparator.comparing(Task::since)).toList();
    }

    /** The moment from which this desk has had a task; empty if it has none. */
    public static Optional<Instant> since(Collection<Task> tasks, EvidenceSource desk) {
        return tasks.stream().filter(task -> task.who == desk).map(Task::since).min(Comparator.naturalOrder());
    }

    /** The moments from which the next steps are possible: a step that was possible before keeps its moment. */
    public static Map<String, Instant> waiting(Application decided, Map<String, Instant> before, Instant now) {
        return possible(decided).stream()
                .collect(toMap(NextStep::id, step -> before.getOrDefault(step.id(), now), (one, same) -> one));
    }

    /** The same for a case that this desk has just got: its tasks are possible from now on. */
    public static Map<String, Instant> waitingAnew(Application application, EvidenceSource desk, Instant now) {
        return possible(application).stream().collect(toMap(NextStep::id,
                step -> WhoseTurn.actor(step, application) == desk ? now
                        : application.dossier().snapshot().waiting().getOrDefault(step.id(), application.updatedAt()),
                (one, same) -> one));
    }

    /**
     * The steps that nothing blocks. A step that a condition asked last requires is a reviewer's task only: to another
     * desk it would reveal the check, or another case.
     */
    private static List<NextStep> possible(Application application) {
        var shown = NextStep.of(application, application.decision().publicFindings());
        var reviewers = NextStep.of(application, application.decision().findings()).stream()
                .filter(step -> step.who().contains(EvidenceSource.REVIEWER)
                        && shown.stream().noneMatch(other -> other.id().equals(step.id())))
                .map(step -> new NextStep(step.id(), List.of(EvidenceSource.REVIEWER), step.conditions(),
                        step.blockedBy()));
        return Stream.concat(shown.stream(), reviewers).filter(step -> step.blockedBy().isEmpty()).toList();
    }
}
