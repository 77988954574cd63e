package org.recruitmentintake.api.dto.view;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.api.dto.request.ApplicationRequest;
import org.recruitmentintake.api.problem.LanguageTexts;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Assignee;
import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.NextStep;
import org.recruitmentintake.application.model.OtherCase;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.Task;
import org.recruitmentintake.application.model.WhoseTurn;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.eligibility.Advisory;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.RankCategory;
import org.recruitmentintake.eligibility.facts.Route;

/** A case as the caller may see it. */
@RegisterForReflection(registerFullHierarchy = true)
public record ApplicationView(
        UUID id,
        State state,
        String text,
        Route route,
        Branch branch,
        RankCategory rankCategory,
        String embassy,
        boolean attention,
        ForwardingState forwarding,
        Instant createdAt,
        Instant updatedAt,
        DecisionView decision,
        RefusalView refusal,
        TurnView turn,
        List<NextStepView> nextSteps,
        List<String> advisories,
        ApplicationRequest dossier,
        RecordedView recorded,
        List<OtherCaseView> otherCases,
        Assignee assignee) {

    /** Whose turn it is. */
    public record TurnView(EvidenceSource who, Instant since, String text) {

        static TurnView of(EvidenceSource who, Instant since, LanguageTexts texts) {
            return new TurnView(who, since, texts.text("turn." + who, Decisions.dayOf(since)));
        }
    }

    /** Another case of the same document. */
    public record OtherCaseView(UUID id, State state, boolean match) {

        public static OtherCaseView of(OtherCase other, Application application) {
            return new OtherCaseView(other.id(), other.state(), State.HANDED_OVER.contains(other.state())
                    && !application.ruledApart().contains(other.id().toString()));
        }
    }

    /** A refusal, for the applicant. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record RefusalView(String text, String contest, List<String> conditions) {

        static RefusalView of(List<Finding> findings, LanguageTexts texts) {
            var conditions = findings.stream().filter(Finding::refused).map(Finding::condition).toList();
            return new RefusalView(
                    texts.text(conditions.isEmpty() ? "refusal.after-checks" : "refusal.on-findings"),
                    texts.text("refusal.contest"), conditions);
        }
    }

    /** The case as the client that posted it sees it; nothing personal. */
    public static ApplicationView of(Application application, ForwardingState forwarding, LanguageTexts texts) {
        return of(application, forwarding, application.decision().publicFindings(),
                advisories(application), null, null, null, null, texts);
    }

    /** The case for an applicant who asks what is held, without the findings of the conditions asked last. */
    static ApplicationView toApplicant(Application application, ForwardingState forwarding, LanguageTexts texts) {
        return of(application, forwarding, application.decision().publicFindings(),
                advisories(application), ApplicationRequest.of(application, false),
                RecordedView.of(application, false), null, null, texts);
    }

    /** The codes of the advisories on the day of the decision. */
    public static List<String> advisories(Application application) {
        return Advisory.on(application.decision().day(), application.facts()).stream().map(Advisory::code).toList();
    }

    /**
     * @param findings those that the caller sees
     * @param advisories null for all but the client that posted the case
     * @param dossier null for clients that may not see it
     * @param recorded null if the dossier is
     * @param otherCases null for all but reviewers
     * @param assignee null for all but reviewers
     */
    public static ApplicationView of(Application application, ForwardingState forwarding, List<Finding> findings,
            List<String> advisories, ApplicationRequest dossier, RecordedView recorded,
            List<OtherCaseView> otherCases, Assignee assignee, LanguageTexts texts) {
        var gone = application.dossier() == null;
        var state = application.state();
        var nextSteps = NextStep.of(application, findings);
        return new ApplicationView(application.id(), state, texts.text("state." + state), application.route(),
                application.branch(), gone ? null : application.facts().rank(), application.embassy(),
                application.flagged(), forwarding, application.createdAt(), application.updatedAt(),
                gone ? null : DecisionView.of(application.decision(), findings, List.of(), texts),
                state == State.REFUSED ? RefusalView.of(findings, texts) : null,
                WhoseTurn.of(application, nextSteps).map(who -> TurnView.of(who,
                        Task.since(Task.of(application), who).orElse(application.updatedAt()), texts))
                        .orElse(null),
                NextStepView.of(nextSteps), advisories, dossier, recorded, otherCases, assignee);
    }
}
