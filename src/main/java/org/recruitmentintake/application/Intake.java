package org.recruitmentintake.application;

import org.recruitmentintake.application.Inbox.Attempt;
import org.recruitmentintake.application.Inbox.Opening;
import org.recruitmentintake.application.Change.Fault;
import org.recruitmentintake.application.JournalEntry.Action;
import org.recruitmentintake.application.Transitions.Event;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Takes a submission in: checks, decides, and stores everything with one commit, or says why not. */
@ApplicationScoped
public class Intake {

    /** How a submission ended. */
    public sealed interface Result {

        /** Stored and committed; or repeated, which looks the same. */
        record Answered(UUID application, byte[] answer) implements Result {
        }

        /** Not a case: what was sent does not fit. */
        record Unfit(List<Fault> faults) implements Result {
        }

        /** Nothing was stored by this request, for a reason that lies in its key. */
        record KeyTaken(Opening why) implements Result {
        }
    }

    private final Admission admission;
    private final Decisions decisions;
    private final Messages messages;
    private final Inbox inbox;
    private final Doorbell doorbell;

    public Intake(Admission admission, Decisions decisions, Messages messages, Inbox inbox, Doorbell doorbell) {
        this.admission = admission;
        this.decisions = decisions;
        this.messages = messages;
        this.inbox = inbox;
        this.doorbell = doorbell;
    }

    /** @param answer makes the answer, which is kept for a repeated request */
    public Result submit(Submission submission, Client client, Attempt attempt, Function<Application, byte[]> answer) {
        var faults = admission.faults(submission, client);
        if (!faults.isEmpty()) {
            return new Result.Unfit(faults);
        }
        var opened = Application.opened(UUID.randomUUID(), submission, client, decisions.now());
        return open(opened, List.of(), client, attempt, answer);
    }

    private Result open(Application opened, List<String> others, Client client, Attempt attempt, Function<Application, byte[]> answer) {
        var application = decisions.decided(opened, others, Event.SUBMITTED);
        var message = messages.ifAccepted(application);
        var entry = JournalEntry.by(client, application.createdAt(), Action.SUBMITTED, "state=" + application.state());
        var bytes = answer.apply(application);
        var result = inbox.open(application, others, entry, message, attempt, bytes);
        if (result instanceof Opening.OthersFound found) {
            // Rare: only now is it known that the document has other open cases, so the case is decided again, knowing them.
            return open(opened, found.otherOpenCases(), client, attempt, answer);
        }
        if (result instanceof Opening.Opened && message != null) {
            doorbell.ring();
        }
        return result instanceof Opening.Opened ? new Result.Answered(application.id(), bytes)
                : result instanceof Opening.Repeated repeated ? new Result.Answered(repeated.application(), repeated.answer()) : new Result.KeyTaken(result);
    }
}
