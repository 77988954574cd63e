package org.recruitmentintake.api;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.recruitmentintake.api.ApplicationView.OtherCaseView;
import org.recruitmentintake.api.DecisionView.AdvisoryView;
import org.recruitmentintake.api.Problem.Kind;
import org.recruitmentintake.application.Access;
import org.recruitmentintake.application.Application;
import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Casebook.Change;
import org.recruitmentintake.application.Casebook.Forwarding;
import org.recruitmentintake.application.Casebook.Kept;
import org.recruitmentintake.application.Client;
import org.recruitmentintake.application.Reading;
import org.recruitmentintake.application.Register.Position;

/** Turns what came of a use case into an answer: the case as the caller may see it, or a refusal. */
@ApplicationScoped
public class Answers {

    private final Texts texts;
    private final CurrentClient caller;
    private final Reading reading;
    private final Pattern tagForm;

    public Answers(Texts texts, CurrentClient caller, Reading reading) {
        this.texts = texts;
        this.caller = caller;
        this.reading = reading;
        tagForm = Pattern
                .compile("([1-9][0-9]{0,8})(-(" + String.join("|", texts.languages()) + ")(-[0-9a-f]{1,8})?)?");
    }

    /** A new case, for the client that has just posted it. */
    ApplicationView toPoster(Application application) {
        return ApplicationView.of(application, application.state() == State.ACCEPTED ? Forwarding.PENDING : null, texts,
                caller.language());
    }

    Response to(Client client, Kept kept) {
        var view = view(client, kept.application(), kept.forwarding());
        return Response.ok(view).tag(tag(kept.application().version(), view)).build();
    }

    /** The case; 304 without it where the caller names what it has already. */
    Response toReader(Client client, Kept kept, List<String> ifNoneMatch) {
        var answer = to(client, kept);
        var tag = answer.getEntityTag();
        return ifNoneMatch.isEmpty()
                || !EntityTags.of(HttpHeaders.IF_NONE_MATCH, ifNoneMatch).matchWeakly(tag.getValue()) ? answer
                        : Response.notModified(tag).build();
    }

    /** The version and the language; for reviewers also a digest of the other cases, which change without this one. */
    private String tag(int version, ApplicationView view) {
        var tag = version + "-" + caller.language();
        return view.otherCases() == null || view.otherCases().isEmpty() ? tag
                : tag + "-" + Integer.toHexString(view.otherCases().toString().hashCode());
    }

    private ApplicationView view(Client client, Application application, Forwarding forwarding) {
        var language = caller.language();
        if (application.dossier() == null) {
            return ApplicationView.of(application, forwarding, List.of(), null, null, null, texts, language);
        }
        var request = ApplicationRequest.of(application);
        return ApplicationView.of(application, forwarding, Access.findings(client, application.decision()),
                !Access.owns(client, application) ? null
                        : AdvisoryView.of(application.decision().day(), application.facts(), texts, language),
                !Access.seesDossier(client, application) ? null
                        : Access.seesOtherCases(client) ? request : request.withoutSpecialCheck(),
                reading.otherCases(application, client).map(others -> others.stream()
                        .map(other -> OtherCaseView.of(other, application)).toList()).orElse(null),
                texts, language);
    }

    /** Says in which language the texts of an answer are. */
    @ServerResponseFilter
    public void inLanguage(ContainerResponseContext answer) {
        // The keys are the one answer without a word in it.
        if (answer.getEntity() instanceof String) return;
        answer.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        if (answer.hasEntity()) {
            answer.getHeaders().computeIfAbsent(HttpHeaders.CONTENT_LANGUAGE, name -> List.of(caller.language()));
        }
    }

    Response to(Client client, Change change) { return to(client, done(change)); }

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
        if (change instanceof Change.NotTheirTask) {
            return new Refused(Kind.FORBIDDEN);
        }
        if (change instanceof Change.NotNow not) {
            return new Refused(Kind.TRANSITION_NOT_ALLOWED).with("state", not.state())
                    .with("allowed", not.allowed()).with("allowedSteps", not.steps());
        }
        return change instanceof Change.Unfit unfit ? unfit(unfit.faults()) : new Refused(Kind.NOT_FOUND);
    }

    static Refused unfit(List<Change.Fault> faults) {
        return new Refused(Kind.INVALID_BODY,
                faults.stream().map(fault -> new Refused.Fault(Refused.Place.POINTER, fault.pointer(), fault.code(),
                        fault.arguments())).toList());
    }

    /** Which versions the caller means; it must name one. */
    IntPredicate expected(List<String> ifMatch) {
        if (ifMatch.stream().allMatch(String::isBlank)) throw new Refused(Kind.PRECONDITION_REQUIRED);
        return expectedIfNamed(ifMatch);
    }

    /** Which versions the caller means; every one where it names none. */
    IntPredicate expectedIfNamed(List<String> ifMatch) {
        if (ifMatch.isEmpty()) return version -> true;
        var tags = EntityTags.of(HttpHeaders.IF_MATCH, ifMatch);
        return version -> tags.matchStrongly(tag -> isOf(version, tag));
    }

    private boolean isOf(int version, String tag) {
        var parts = tagForm.matcher(tag);
        return parts.matches() && Integer.parseInt(parts.group(1)) == version;
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
