package org.recruitmentintake.api.dto.view;

import org.recruitmentintake.api.problem.LanguageTexts;
import org.recruitmentintake.application.model.TaskCode;
import org.recruitmentintake.application.model.TaskName;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** A task in a case. */
public record TaskView(EvidenceSource who, TaskCode code, String text) {

    static TaskView of(TaskName task, LanguageTexts texts) {
        return new TaskView(task.who(), task.code(), texts.text("task." + task.code()));
    }
}
