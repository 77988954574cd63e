package org.recruitmentintake.application.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** The cases that a client may list: all, or those of these embassies or branches. */
public record ListScope(boolean everything, Set<String> embassies, Set<String> branches) {

    /** The names of a task that are visible here: of a reviewer's tasks, desks see the decision only. */
    public List<TaskName> visible(TaskCode code) {
        return Stream.of(EvidenceSource.values()).map(who -> new TaskName(who, code)).filter(this::isVisible).toList();
    }

    public boolean isVisible(TaskName task) {
        return everything || task.who() != EvidenceSource.REVIEWER || task.code() == TaskCode.DECISION;
    }
}
