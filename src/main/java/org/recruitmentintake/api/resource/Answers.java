package org.recruitmentintake.api.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.recruitmentintake.api.dto.request.ApplicationRequest;
import org.recruitmentintake.api.dto.view.ApplicationView;
import org.recruitmentintake.api.dto.view.ApplicationView.OtherCaseView;
import org.recruitmentintake.api.dto.view.RecordedView;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.Transitions;
import org.recruitmentintake.application.port.StoredApplication;
import org.recruitmentintake.application.usecase.Assignment;
import org.recruitmentintake.application.usecase.ChangeResult;
import org.recruitmentintake.application.usecase.ReadApplications;

/** Maps the result of a use case to an answer: the case as the caller may see it, or a problem. */
@ApplicationScoped
public class Answers {

    private final CurrentClient caller;
    private final ReadApplications reading;
    private final Assignment assignment;
    private final Pattern tagForm;

    public Answers(Texts texts, CurrentClient caller, ReadApplications reading, Assignment assignment) {
        this.caller = caller;
        this.reading = reading;
        this.assignment = assignment;
        tagForm = Pattern
                .compile("([1-9][0-9]{0,8})(-(" + String.join("|", texts.languages()) + ")(-[0-9a-f]{1,8})?)?");
    }

    /** A new case, for the client that has just posted it. */
    ApplicationView toPoster(Application application) {
        return ApplicationView.of(application, application.state() == State.ACCEPTED ? ForwardingState.PENDING : null,
                caller.texts());
    }

    Response to(StoredApplication stored) {
        var view = view(stored);
        return Response.ok(view).tag(tag(stored.application().version(), view)).build();
    }

    /** The case; 304 without it if the caller has this version already. */
    Response toReader(StoredApplication stored, List<String> ifNoneMatch) {
        var answer = to(stored);
        var tag = answer.getEntityTag();
        return ifNoneMatch.isEmpty()
                || !EntityTags.of(HttpHeaders.IF_NONE_MATCH, ifNoneMatch).matchWeakly(tag.getValue()) ? answer
                        : Response.notModified(tag).build();
    }

    /**
     * The version and the language; for reviewers also a digest of other cases and assignee, which change without the
     * case.
     */
    private String tag(int version, ApplicationView view) {
        var tag = version + "-" + caller.language();
        var beside = new ArrayList<Object>();
        if (view.otherCases() != null) beside.addAll(view.otherCases());
        if (view.assignee() != null) beside.add(view.assignee());
        return beside.isEmpty() ? tag : tag + "-" + Integer.toHexString(beside.toString().hashCode());
    }

    private ApplicationView view(StoredApplication stored) {
        var client = caller.client();
        var application = stored.application();
        var forwarding = stored.forwarding();
        if (application.dossier() == null) {
            return ApplicationView.of(application, forwarding, List.of(), null, null, null, null, null,
                    caller.texts());
        }
        var seesDossier = Access.seesDossier(client, application);
        var seesSpecialCheck = Access.seesOtherCases(client);
        return ApplicationView.of(application, forwarding, Access.findings(client, application.decision()),
                Access.owns(client, application) ? ApplicationView.advisories(application) : null,
                seesDossier ? ApplicationRequest.of(application, seesSpecialCheck) : null,
                seesDossier ? RecordedView.of(application, seesSpecialCheck) : null,
                reading.otherCases(application, client).map(others -> others.stream()
                        .map(other -> OtherCaseView.of(other, application)).toList()).orElse(null),
                assignment.of(application.id(), client).orElse(null), caller.texts());
    }

    /** Adds the language of the answer. */
    @ServerResponseFilter
    public void setLanguage(ContainerResponseContext answer) {
        // Only the key set, which has no texts in a language.
        if (answer.getEntity() instanceof String) return;
        answer.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        if (answer.hasEntity()) {
            answer.getHeaders().computeIfAbsent(HttpHeaders.CONTENT_LANGUAGE, name -> List.of(caller.language()));
        }
    }

    Response to(ChangeResult change) { return to(done(change)); }

    /** The case after a dry run, without an entity tag, since it is not stored. */
    Response toDryRun(ChangeResult change) {
        return Response.ok(view(done(change))).build();
    }

    /** @throws ProblemException if the change was refused */
    StoredApplication done(ChangeResult change) {
        if (change instanceof ChangeResult.Done done) return done.stored();
        throw refusal(change);
    }

    private static ProblemException refusal(ChangeResult change) {
        if (change instanceof ChangeResult.Stale) return new ProblemException(ProblemKind.STALE);
        if (change instanceof ChangeResult.NotTheirTask refused) {
            return new ProblemException(ProblemKind.FORBIDDEN, refused.faults());
        }
        if (change instanceof ChangeResult.OutOfOrder early) {
            return new ProblemException(ProblemKind.TRANSITION_NOT_ALLOWED).with("state", early.state())
                    .with("outOfOrder", early.steps());
        }
        if (change instanceof ChangeResult.NotNow refused) {
            return new ProblemException(ProblemKind.TRANSITION_NOT_ALLOWED).with("state", refused.state())
                    .with("allowed", Transitions.allowed(refused.state())).with("allowedSteps", refused.steps());
        }
        return change instanceof ChangeResult.Unfit unfit
                ? new ProblemException(ProblemKind.INVALID_BODY, unfit.faults()) : ProblemException.notFound();
    }

    /** The versions that {@code If-Match} allows; the header is required. */
    IntPredicate expected(List<String> ifMatch) {
        if (ifMatch.stream().allMatch(String::isBlank)) throw new ProblemException(ProblemKind.PRECONDITION_REQUIRED);
        return expectedIfNamed(ifMatch);
    }

    /** The versions that {@code If-Match} allows; without the header every one. */
    IntPredicate expectedIfNamed(List<String> ifMatch) {
        if (ifMatch.isEmpty()) return version -> true;
        var tags = EntityTags.of(HttpHeaders.IF_MATCH, ifMatch);
        return version -> tags.matchStrongly(tag -> isOf(version, tag));
    }

    private boolean isOf(int version, String tag) {
        var parts = tagForm.matcher(tag);
        return parts.matches() && Integer.parseInt(parts.group(1)) == version;
    }

    /**
     * The cursor in a parameter; null without the parameter, for the beginning of the list.
     *
     * @param reader throws an {@link IllegalArgumentException} if the text is no cursor
     */
    static <C> C cursor(String parameter, String text, Function<String, C> reader) {
        try {
            return text == null ? null : reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalidParameter(parameter, ProblemException.BAD_FORMAT);
        }
    }
}
