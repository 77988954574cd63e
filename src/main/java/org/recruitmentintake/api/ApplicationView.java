package org.recruitmentintake.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.DecisionView.AdvisoryView;
import org.recruitmentintake.api.DecisionView.NextStepView;
import org.recruitmentintake.application.Access;
import org.recruitmentintake.application.Application;
import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Assignees.Assignee;
import org.recruitmentintake.application.Casebook.Forwarding;
import org.recruitmentintake.application.Casebook.OtherCase;
import org.recruitmentintake.application.Client;
import org.recruitmentintake.application.Decisions;
import org.recruitmentintake.application.NextStep;
import org.recruitmentintake.application.Register;
import org.recruitmentintake.application.Task;
import org.recruitmentintake.application.Turn;
import org.recruitmentintake.application.Waiting;
import org.recruitmentintake.eligibility.Evidence.Settler;
import org.recruitmentintake.eligibility.Facts.Branch;
import org.recruitmentintake.eligibility.Facts.RankCategory;
import org.recruitmentintake.eligibility.Facts.Route;
import org.recruitmentintake.eligibility.Finding;

/** A case as the caller may see it. */
@Schema(name = "Application", description = "A case. More members may come; existing ones keep their meaning.")
public record ApplicationView(
        @Schema(required = true) UUID id,
        @Schema(required = true) State state,
        @Schema(required = true, description = "The state in words.") String text,
        @Schema(required = true) Route route,
        @Schema(required = true) Branch branch,
        RankCategory rankCategory,
        String embassy,
        @Schema(required = true,
                description = "Cleared for travel, then lost a ground: its embassy should look at it.") boolean attention,
        @Schema(description = "How the hand-over stands; absent before there is one.") Forwarding forwarding,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant updatedAt,
        @Schema(description = "Absent after erasure.") DecisionView decision,
        @Schema(description = "Why it was refused, and how to contest it; absent unless it was.") RefusalView refusal,
        @Schema(description = "Whose turn it is; absent where the case is decided.") TurnView turn,
        @Schema(required = true, description = "What would bring the case on.") List<NextStepView> nextSteps,
        @Schema(description = "What the applicant should know; for the client that posted the case, and nobody else.") List<AdvisoryView> advisories,
        @Schema(description = "What the applicant stated; shown to those whose task the case is.") ApplicationRequest dossier,
        @Schema(description = "Steps and evidence as they are recorded, and by whom; shown with the dossier.") RecordedView recorded,
        @Schema(description = "All other cases of the same document, the oldest first; for reviewers.") List<OtherCaseView> otherCases,
        @Schema(description = "The reviewer who has taken it; for reviewers.") AssigneeView assignee) {

    /** Whose turn it is. */
    @Schema(name = "Turn", description = "Whose turn it is, and since when.")
    public record TurnView(@Schema(required = true) Settler who, @Schema(required = true) Instant since,
            @Schema(required = true, description = "The same in one sentence.") String text) {

        static TurnView of(Settler who, Instant since, Texts texts, String language) {
            return new TurnView(who, since, texts.text(language, "turn." + who, Decisions.dayOf(since)));
        }
    }

    /** What is to be done in a case. */
    @Schema(name = "Task", description = "What is to be done in a case of a list.")
    public record TaskView(@Schema(required = true) Settler who, @Schema(required = true) Task.Code code,
            @Schema(required = true, description = "The same in one sentence.") String text) {

        static TaskView of(Task.Name task, Texts texts, String language) {
            return new TaskView(task.who(), task.code(), texts.text(language, "task." + task.code()));
        }
    }

    /** The reviewer who has taken a case. */
    @Schema(name = "Assignee", description = "The reviewer who has taken a case; it ends by itself after a day.")
    public record AssigneeView(@Schema(required = true) String person, @Schema(required = true) Instant since) {

        static AssigneeView of(Assignee assignee) {
            return assignee == null ? null : new AssigneeView(assignee.person(), assignee.since());
        }
    }

    /** A case in a list. */
    @Schema(name = "ApplicationSummary", description = "A case without anything personal.")
    public record Summary(@Schema(required = true) UUID id, @Schema(required = true) State state,
            @Schema(required = true) Route route,
            @Schema(required = true) Branch branch, String embassy, @Schema(required = true) boolean attention,
            @Schema(description = "Whether a person is asked to confirm a refusal; for reviewers.") Boolean refusalProposed,
            @Schema(required = true) Instant createdAt, @Schema(required = true) Instant updatedAt,
            @Schema(description = "Whose turn it is; absent where the case is decided.") Settler turn,
            @Schema(required = true, description = "What can be done now, the longest waiting first.") List<TaskView> tasks,
            @Schema(description = "Since when your desk has something to do; absent where it has not.") Instant waitingSince,
            @Schema(description = "The reviewer who has taken it; for reviewers.") AssigneeView assignee) {

        static Summary of(Register.Summary summary, Client client, Texts texts, String language) {
            return new Summary(summary.id(), summary.state(), summary.route(), summary.branch(), summary.embassy(),
                    summary.attention(), Access.seesOtherCases(client) ? summary.refusalProposed() : null,
                    summary.createdAt(), summary.updatedAt(), summary.turn(),
                    summary.tasks().stream().filter(Access.scope(client)::isVisible)
                            .map(task -> TaskView.of(task, texts, language)).toList(),
                    summary.waitingSince().isBefore(Waiting.FOR_OTHERS) ? summary.waitingSince() : null,
                    Access.seesOtherCases(client) ? AssigneeView.of(summary.assignee()) : null);
        }
    }

    /** Another case of the same document. */
    @Schema(name = "OtherCase", description = "Another case of the same document.")
    public record OtherCaseView(@Schema(required = true) UUID id, @Schema(required = true) State state,
            @Schema(required = true,
                    description = "Whether it is handed over and no reviewer has ruled the two apart.") boolean match) {

        static OtherCaseView of(OtherCase other, Application application) {
            return new OtherCaseView(other.id(), other.state(), State.HANDED_OVER.contains(other.state())
                    && !application.ruledApart().contains(other.id().toString()));
        }
    }

    /** A refusal, for the applicant. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "Refusal", description = "A refusal by a person.")
    public record RefusalView(
            @Schema(required = true, description = "Why, for a person to read.") String text,
            @Schema(required = true, description = "How to contest it, for a person to read.") String contest,
            @Schema(description = "The conditions that it rests on; absent where it rests on a check before the hand-over.") List<String> conditions) {

        static RefusalView of(List<Finding> findings, Texts texts, String language) {
            var conditions = findings.stream().filter(Finding::refused).map(Finding::condition).toList();
            return new RefusalView(
                    texts.text(language, conditions.isEmpty() ? "refusal.after-checks" : "refusal.on-findings"),
                    texts.text(language, "refusal.contest"), conditions);
        }
    }

    /** What the client that posted it may see, and nothing personal of it. */
    static ApplicationView of(Application application, Forwarding forwarding, Texts texts, String language) {
        return of(application, forwarding, application.decision().publicFindings(),
                AdvisoryView.of(application.decision().day(), application.facts(), texts, language), null, null, null, null,
                texts, language);
    }

    /** What a person gets who asks what is held about them: all but what rests on the conditions asked last. */
    static ApplicationView toPerson(Application application, Forwarding forwarding, Texts texts, String language) {
        return of(application, forwarding, application.decision().publicFindings(),
                AdvisoryView.of(application.decision().day(), application.facts(), texts, language),
                ApplicationRequest.of(application).withoutSpecialCheck(), RecordedView.of(application, false), null, null,
                texts, language);
    }

    /**
     * @param findings those that the caller sees
     * @param advisories null for all but the client that posted the case
     * @param dossier null for those whose task the case is not
     * @param recorded null where the dossier is
     * @param otherCases null for all but reviewers
     * @param assignee null for all but reviewers
     */
    static ApplicationView of(Application application, Forwarding forwarding, List<Finding> findings,
            List<AdvisoryView> advisories, ApplicationRequest dossier, RecordedView recorded,
            List<OtherCaseView> otherCases, AssigneeView assignee, Texts texts, String language) {
        var gone = application.dossier() == null;
        var state = application.state();
        var nextSteps = NextStep.of(application, findings);
        return new ApplicationView(application.id(), state, texts.text(language, "state." + state), application.route(),
                application.branch(), gone ? null : application.facts().rank(), application.embassy(),
                application.attention(), forwarding, application.createdAt(), application.updatedAt(),
                gone ? null : DecisionView.of(application.decision(), findings, texts, language),
                state == State.REFUSED ? RefusalView.of(findings, texts, language) : null,
                Turn.of(application, state, nextSteps)
                        .map(who -> TurnView.of(who, Task.since(Task.of(application), who).orElse(application.updatedAt()), texts, language)).orElse(null),
                nextSteps.stream().map(step -> NextStepView.of(step, texts, language))
                        .toList(),
                advisories, dossier, recorded, otherCases, assignee);
    }
}
