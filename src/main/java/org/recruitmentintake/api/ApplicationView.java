package org.recruitmentintake.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.DecisionView.AdvisoryView;
import org.recruitmentintake.api.DecisionView.NextStepView;
import org.recruitmentintake.application.Application;
import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Casebook.Forwarding;
import org.recruitmentintake.application.Decisions;
import org.recruitmentintake.application.NextStep;
import org.recruitmentintake.application.Register;
import org.recruitmentintake.application.Turn;
import org.recruitmentintake.eligibility.Evidence.Settler;
import org.recruitmentintake.eligibility.Facts.Branch;
import org.recruitmentintake.eligibility.Facts.RankCategory;
import org.recruitmentintake.eligibility.Facts.Route;

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
        @Schema(description = "Whose turn it is; absent where the case is decided.") TurnView turn,
        @Schema(required = true, description = "What would bring the case on.") List<NextStepView> nextSteps,
        @Schema(description = "What the applicant should know; for the client that posted the case, and nobody else.") List<AdvisoryView> advisories,
        @Schema(description = "What the applicant stated; shown to those whose task the case is.") ApplicationRequest dossier) {

    /** Whose turn it is. */
    @Schema(name = "Turn", description = "Whose turn it is, and since when.")
    public record TurnView(@Schema(required = true) Settler who, @Schema(required = true) Instant since,
            @Schema(required = true, description = "The same in one sentence.") String text) {

        static TurnView of(Settler who, Instant since, Texts texts, String language) {
            return new TurnView(who, since, texts.text(language, "turn." + who, Decisions.dayOf(since)));
        }
    }

    /** A case in a list. */
    @Schema(name = "ApplicationSummary", description = "A case without anything personal.")
    public record Summary(@Schema(required = true) UUID id, @Schema(required = true) State state,
            @Schema(required = true) Route route,
            @Schema(required = true) Branch branch, String embassy, @Schema(required = true) boolean attention,
            @Schema(required = true) Instant createdAt, @Schema(required = true) Instant updatedAt) {

        static Summary of(Register.Summary summary, boolean hiddenToo) {
            return new Summary(summary.id(), hiddenToo ? summary.state() : summary.shownState(), summary.route(),
                    summary.branch(), summary.embassy(),
                    summary.attention(), summary.createdAt(), summary.updatedAt());
        }
    }

    /** What the client that posted it may see, and nothing personal of it. */
    static ApplicationView of(Application application, Forwarding forwarding, Texts texts, String language) {
        return of(application, forwarding, false, false, true, texts, language);
    }

    static ApplicationView of(Application application, Forwarding forwarding, boolean hiddenToo, boolean dossierToo,
            boolean advisoriesToo, Texts texts, String language) {
        var gone = application.dossier() == null;
        var state = application.state(hiddenToo);
        var since = hiddenToo ? application.updatedAt() : application.shown().at();
        var nextSteps = NextStep.of(application, hiddenToo);
        return new ApplicationView(application.id(), state, texts.text(language, "state." + state), application.route(),
                application.branch(),
                gone ? null : application.facts().rank(), application.embassy(), application.attention(), forwarding,
                application.createdAt(),
                since,
                gone ? null
                        : DecisionView.of(application.decision(),
                                hiddenToo ? application.decision().day() : application.shown().day(), hiddenToo, texts,
                                language),
                Turn.of(application, state, nextSteps).map(who -> TurnView.of(who, since, texts, language))
                        .orElse(null),
                nextSteps.stream().map(step -> NextStepView.of(step, texts, language))
                        .toList(),
                advisoriesToo && !gone
                        ? AdvisoryView.of(application.shown().day(), application.facts(), texts, language) : null,
                dossierToo && !gone ? ApplicationRequest.of(application, hiddenToo) : null);
    }
}
