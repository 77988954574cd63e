package org.recruitmentintake.api.resource;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.recruitmentintake.api.dto.request.ApplicationRequest;
import org.recruitmentintake.api.dto.view.AdvisoryView;
import org.recruitmentintake.api.dto.view.ApplicationView;
import org.recruitmentintake.api.dto.view.ApplicationView.OtherCaseView;
import org.recruitmentintake.api.dto.view.AssigneeView;
import org.recruitmentintake.api.dto.view.RecordedView;
import org.recruitmentintake.api.problem.ErrorLocation;
import org.recruitmentintake.api.problem.FieldError;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.port.StoredApplication;
import org.recruitmentintake.application.usecase.Assignment;
import org.recruitmentintake.application.usecase.ChangeResult;
import org.recruitmentintake.application.usecase.ReadApplications;

/** Turns what came of a use case into an answer: the case as the caller may see it, or a refusal. */
@ApplicationScoped
public class Answers {

    private static final Pattern ENTITY_TAG = Pattern.compile("\"([1-9][0-9]{0,8})\"");

    private final Texts texts;
    private final CurrentClient caller;
    private final ReadApplications reading;
    private final Assignment assignment;

    public Answers(Texts texts, CurrentClient caller, ReadApplications reading, Assignment assignment) {
        this.texts = texts;
        this.caller = caller;
        this.reading = reading;
        this.assignment = assignment;
    }

    /** A new case, for the client that has just posted it. */
    ApplicationView toPoster(Application application) {
        return ApplicationView.of(application, application.state() == State.ACCEPTED ? ForwardingState.PENDING : null,
                texts,
                caller.language());
    }

    Response to(Client client, StoredApplication stored) {
        var application = stored.application();
        return Response.ok(view(client, application, stored.forwarding())).tag(String.valueOf(application.version()))
                .build();
    }

    private ApplicationView view(Client client, Application application, ForwardingState forwarding) {
        var language = caller.language();
        if (application.dossier() == null) {
            return ApplicationView.of(application, forwarding, List.of(), null, null, null, null, null, texts,
                    language);
        }
        var request = ApplicationRequest.of(application);
        return ApplicationView.of(application, forwarding, Access.findings(client, application.decision()),
                !Access.owns(client, application) ? null
                        : AdvisoryView.of(application.decision().day(), application.facts(), texts, language),
                !Access.seesDossier(client, application) ? null
                        : Access.seesOtherCases(client) ? request : request.withoutSpecialCheck(),
                !Access.seesDossier(client, application) ? null
                        : RecordedView.of(application, Access.seesOtherCases(client)),
                reading.otherCases(application, client).map(others -> others.stream()
                        .map(other -> OtherCaseView.of(other, application)).toList()).orElse(null),
                AssigneeView.of(assignment.of(application.id(), client).orElse(null)), texts, language);
    }

    /** Says in which language the texts of an answer are. */
    @ServerResponseFilter
    public void inLanguage(ContainerResponseContext answer) {
        // The keys are the one answer without a word in it.
        if (answer.hasEntity() && !(answer.getEntity() instanceof String)) {
            answer.getHeaders().putSingle(HttpHeaders.CONTENT_LANGUAGE, caller.language());
            answer.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        }
    }

    Response to(Client client, ChangeResult change) { return to(client, done(change)); }

    /** The case as it would be: without an entity tag, since it is not stored. */
    Response toDryRun(Client client, ChangeResult change) {
        var stored = done(change);
        return Response.ok(view(client, stored.application(), stored.forwarding())).build();
    }

    /** @throws ProblemException unless it was done */
    StoredApplication done(ChangeResult change) {
        if (change instanceof ChangeResult.Done done) {
            return done.stored();
        }
        throw refusal(change);
    }

    private static ProblemException refusal(ChangeResult change) {
        if (change instanceof ChangeResult.Stale) {
            return new ProblemException(ProblemKind.STALE);
        }
        if (change instanceof ChangeResult.NotTheirTask not) {
            return new ProblemException(ProblemKind.FORBIDDEN, errors(not.faults()));
        }
        if (change instanceof ChangeResult.OutOfOrder not) {
            return new ProblemException(ProblemKind.TRANSITION_NOT_ALLOWED).with("state", not.state())
                    .with("outOfOrder", not.steps());
        }
        if (change instanceof ChangeResult.NotNow not) {
            return new ProblemException(ProblemKind.TRANSITION_NOT_ALLOWED).with("state", not.state())
                    .with("allowed", not.allowed()).with("allowedSteps", not.steps());
        }
        return change instanceof ChangeResult.Unfit unfit ? unfit(unfit.faults())
                : new ProblemException(ProblemKind.NOT_FOUND);
    }

    static ProblemException unfit(List<Fault> faults) {
        return new ProblemException(ProblemKind.INVALID_BODY, errors(faults));
    }

    private static List<FieldError> errors(List<Fault> faults) {
        return faults.stream().map(fault -> new FieldError(ErrorLocation.POINTER, fault.pointer(), fault.code(),
                fault.arguments())).toList();
    }

    /** The version that the caller has read. */
    static int version(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(ProblemKind.PRECONDITION_REQUIRED);
        }
        var tag = ENTITY_TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw new ProblemException(ProblemKind.INVALID_HEADER,
                    new FieldError(ErrorLocation.HEADER, "If-Match", ProblemException.BAD_FORMAT));
        }
        return Integer.parseInt(tag.group(1));
    }

    /** The place in a list behind which to go on; null for its beginning. */
    static Cursor position(String cursor) {
        try {
            return cursor == null ? null : Cursor.of(cursor);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemKind.INVALID_PARAMETER,
                    new FieldError(ErrorLocation.PARAMETER, "cursor", ProblemException.BAD_FORMAT));
        }
    }
}
