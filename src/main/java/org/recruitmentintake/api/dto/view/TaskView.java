package org.recruitmentintake.api.dto.view;

import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.application.model.TaskCode;
import org.recruitmentintake.application.model.TaskName;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** A task in a case. */
public record TaskView(EvidenceSource who, TaskCode code,
        String text) {

    static TaskView of(TaskName task, Texts texts, String language) {
        return new TaskView(task.who(), task.code(), texts.text(language, "task." + task.code()));
    }
}
