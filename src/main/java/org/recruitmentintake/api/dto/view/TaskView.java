package org.recruitmentintake.api.dto.view;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.application.model.TaskCode;
import org.recruitmentintake.application.model.TaskName;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** What is to be done in a case. */
@Schema(name = "Task", description = "What is to be done in a case of a list.")
public record TaskView(@Schema(required = true) EvidenceSource who, @Schema(required = true) TaskCode code,
        @Schema(required = true, description = "The same in one sentence.") String text) {

    static TaskView of(TaskName task, Texts texts, String language) {
        return new TaskView(task.who(), task.code(), texts.text(language, "task." + task.code()));
    }
}
