package org.recruitmentintake.api;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.recruitmentintake.api.ApplicationView.AssigneeView;
import org.recruitmentintake.api.ApplicationView.OtherCaseView;
import org.recruitmentintake.api.DecisionView.AdvisoryView;
import org.recruitmentintake.api.Problem.Kind;
import org.recruitmentintake.application.Access;
import org.recruitmentintake.application.Application;
import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Assignment;
import org.recruitmentintake.application.Casebook.Change;
import org.recruitmentintake.application.Casebook.Forwarding;
import org.recruitmentintake.application.Casebook.Kept;
import org.recruitmentintake.application.Client;
import org.recruitmentintake.application.Reading;
import org.recruitmentintake.application.Register.Position;

/** Turns what came of a use case into an answer: the case as the caller may see it, or a refusal. */
@ApplicationScoped
public class Answers {

    private static final Pattern ENTITY_TAG = Pattern.compile("\"([1-9][0-9]{0,8})\"");

    private final Texts texts;
    private final CurrentClient caller;
    private final Reading reading;
    private final Assignment assignment;

    public Answers(Texts texts, CurrentClient caller, Reading reading, Assignment assignment) {
        this.texts = texts;
        this.caller = caller;
        this.reading = reading;
        this.assignment = assignment;
    }

    /** A new case, for the client that has just posted it. */
    ApplicationView toPoster(Application application) {
        return ApplicationView.of(application, application.state() == State.ACCEPTED ? Forwarding.PENDING : null, texts,
                caller.language());
    }

    Response to(Client client, Kept kept) {
        var application = kept.application();
        return Response.ok(view(client, application, kept.forwarding())).tag(String.valueOf(application.version()))
                .build();
    }

    private ApplicationView view(Client client, Application application, Forwarding forwarding) {
        var language = caller.language();
        if (application.dossier() == null) {
            return ApplicationView.of(application, forwarding, List.of(), null, null, null, null, null, texts, language);
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

    Response to(Client client, Change change) { return to(client, done(change)); }

    /** The case as it would be: without an entity tag, since it is not stored. */
    Response toDryRun(Client client, Change change) {
        var kept = done(change);
        return Response.ok(view(client, kept.application(), kept.forwarding())).build();
    }

    /** @throws Refused unless it was done */
    Kept done(Change change) {
        if (change instanceof Change.Done done) {
            return done.kept();
        }
        throw refusal(change);
    }

    private static Refused refusal(Change change) {
        if (change instanceof Change.Stale) {
            return new Refused(Kind.STALE);
        }
        if (change instanceof Change.NotTheirTask not) {
            return new Refused(Kind.FORBIDDEN, faults(not.faults()));
        }
        if (change instanceof Change.OutOfOrder not) {
            return new Refused(Kind.TRANSITION_NOT_ALLOWED).with("state", not.state())
                    .with("outOfOrder", not.steps());
        }
        if (change instanceof Change.NotNow not) {
            return new Refused(Kind.TRANSITION_NOT_ALLOWED).with("state", not.state())
                    .with("allowed", not.allowed()).with("allowedSteps", not.steps());
        }
        return change instanceof Change.Unfit unfit ? unfit(unfit.faults()) : new Refused(Kind.NOT_FOUND);
    }

    static Refused unfit(List<Change.Fault> faults) {
        return new Refused(Kind.INVALID_BODY, faults(faults));
    }

    private static List<Refused.Fault> faults(List<Change.Fault> faults) {
        return faults.stream().map(fault -> new Refused.Fault(Refused.Place.POINTER, fault.pointer(), fault.code(),
                fault.arguments())).toList();
    }

    /** The version that the caller has read. */
    static int version(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Refused(Kind.PRECONDITION_REQUIRED);
        }
        var tag = ENTITY_TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw new Refused(Kind.INVALID_HEADER,
                    new Refused.Fault(Refused.Place.HEADER, "If-Match", Refused.BAD_FORMAT));
        }
        return Integer.parseInt(tag.group(1));
    }

    /** The place in a list behind which to go on; null for its beginning. */
    static Position position(String cursor) {
        try {
            return cursor == null ? null : Position.of(cursor);
        } catch (IllegalArgumentException e) {
            throw new Refused(Kind.INVALID_PARAMETER,
                    new Refused.Fault(Refused.Place.PARAMETER, "cursor", Refused.BAD_FORMAT));
        }
    }
}
