package org.recruitmentintake.application;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Casebook.Change.Fault;
import org.recruitmentintake.application.Casebook.Message;
import org.recruitmentintake.application.Dossier.Person;
import org.recruitmentintake.application.Dossier.Wishes;
import org.recruitmentintake.application.Intake.Inbox.Attempt;
import org.recruitmentintake.application.Intake.Inbox.Opening;
import org.recruitmentintake.application.JournalEntry.Action;
import org.recruitmentintake.application.Outbox.Doorbell;
import org.recruitmentintake.application.Transitions.Event;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Stated;
import org.recruitmentintake.eligibility.Facts.Stated.Attestation;

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

    // A case of the document that is handed over at the same moment costs one more decision; the rest is for the unforeseen.
    private static final int TRIES = 5;

    private final Admission admission;
    private final Decisions decisions;
    private final Messages messages;
    private final Casebook casebook;
    private final Inbox inbox;
    private final Doorbell doorbell;

    public Intake(Admission admission, Decisions decisions, Messages messages, Casebook casebook, Inbox inbox,
            Doorbell doorbell) {
        this.admission = admission;
        this.decisions = decisions;
        this.messages = messages;
        this.casebook = casebook;
        this.inbox = inbox;
        this.doorbell = doorbell;
    }

    /** @param answer makes the answer, which is kept for a repeated request */
    public Result submit(Submission submission, Client client, Attempt attempt, Function<Application, byte[]> answer) {
        var opened = Application.opened(UUID.randomUUID(), submission, client, decisions.now());
        var faults = admission.faults(submission, client, opened);
        if (!faults.isEmpty()) {
            return new Result.Unfit(faults);
        }
        return open(opened, client, attempt, answer, TRIES);
    }

    private Result open(Application opened, Client client, Attempt attempt, Function<Application, byte[]> answer,
            int tries) {
        var application = decisions.decided(opened, casebook::handedOver, Event.SUBMITTED);
        var message = messages.ifAccepted(application);
        var entry = JournalEntry.by(client, application.createdAt(), Action.SUBMITTED, "state=" + application.state());
        var bytes = answer.apply(application);
        var result = inbox.open(application, entry, message, attempt, bytes);
        if (result instanceof Opening.DocumentHandedOver) {
            // The other case is committed by now, so the next decision finds it.
            return tries > 1 ? open(opened, client, attempt, answer, tries - 1)
                    : new Result.KeyTaken(new Opening.StillRunning());
        }
        if (result instanceof Opening.Opened) {
            Decisions.counted(null, application);
        }
        if (result instanceof Opening.Opened && message != null) {
            doorbell.ring();
        }
        return result instanceof Opening.Opened ? new Result.Answered(application.id(), bytes)
                : result instanceof Opening.Repeated repeated
                        ? new Result.Answered(repeated.application(), repeated.answer())
                : new Result.KeyTaken(result);
    }

    /** Where a new case is written down: with its journal, the answer to its request and its message, by one commit. */
    public interface Inbox {

        /** What tells a repeated request: the client, its key, and the request in canonical form. */
        record Attempt(String client, String key, byte[] request) {

            @Override
            public String toString() { return "Attempt[sealed]"; }
        }

        /** How a submission ended. */
        sealed interface Opening {

            /** Stored; committed when this is returned. */
            record Opened() implements Opening {
            }

            /** The same request was answered before: the same answer again. */
            record Repeated(UUID application, byte[] answer) implements Opening {
            }

            /** The key was used for another request. */
            record KeyReused() implements Opening {
            }

            /** The first request with this key has not ended within the bounded wait. */
            record StillRunning() implements Opening {
            }

            /** What the first request made was erased since. */
            record Erased() implements Opening {
            }

            /** Nothing stored: another case of the document has just been handed over, so this one is to be decided again. */
            record DocumentHandedOver() implements Opening {
            }
        }

        /** Stores a new case with its journal, the answer to its request, and the message if there is one. */
        Opening open(Application application, JournalEntry entry, Message message, Attempt attempt, byte[] answer);
    }

    /**
     * An application as it is posted: what the applicant states, and which pieces of evidence the posting client has seen itself.
     *
     * @param embassy id in the directory of embassies; null on the in-country route
     * @param seen what the client attests with the application
     */
    public record Submission(String embassy, Person person, Wishes wishes, Facts facts, Set<Evidence> seen) {

        private static final Pattern EMBASSY_ID = Pattern.compile("[a-z]{2}(-[a-z]+){1,6}");

        public Submission {
            if (embassy != null && (embassy.length() > 60 || !EMBASSY_ID.matcher(embassy).matches())) {
                throw new IllegalArgumentException("no embassy has such an id");
            }
            Objects.requireNonNull(person);
            Objects.requireNonNull(wishes);
            Objects.requireNonNull(facts);
            seen = Set.copyOf(seen);
        }

        /** The facts with those pieces attested that the client says to have seen; what nobody stated cannot be attested. */
        public Facts factsSeenBy(Attestation attestation) {
            return facts.with(facts.papers().merged(facts.papers(), new Facts.Papers.Merge() {
                @Override
                public <T> Stated<T> of(Evidence kind, Stated<T> fact, Stated<T> same) {
                    return fact != null && seen.contains(kind) ? fact.attestedBy(attestation) : fact;
                }
            }));
        }

        /** Whether it is about the person of the case, by what a document says of one: its country, its number and the name. */
        boolean isOfThePersonOf(Dossier stored) {
            return DocumentNumber.isSame(person.documentNumber(), stored.person().documentNumber())
                    && person.name().equals(stored.person().name())
                    && facts.papers().identity().value().document().country().equals(stored.country());
        }

        /**
         * The facts of a case after this change: what says the same keeps its attestation, and the steps stay. Where it is about
         * another person, no step is done and nothing attested, since nobody has seen that one. What a case may pass without stays
         * where it speaks against it: else a declaration would wave through what failed.
         */
        public Facts restated(Dossier stored, Attestation attestation) {
            var now = factsSeenBy(attestation);
            var before = stored.facts();
            var samePerson = isOfThePersonOf(stored);
            var papers = before.papers().merged(now.papers(), new Facts.Papers.Merge() {
                @Override
                public <T> Stated<T> of(Evidence kind, Stated<T> fact, Stated<T> said) {
                    if (said != null && said.attested()) {
                        return said;
                    }
                    if (fact != null && fact.attested() && kind.outlastsDeclarations()
                            && (samePerson || !speaksForItsPerson(fact.value()))) {
                        return fact;
                    }
                    return said == null || !samePerson ? said : Stated.restated(fact, said.value());
                }
            });
            return new Facts(now.route(), now.branch(), now.rank(), papers, now.statements(),
                    samePerson ? before.steps() : List.of());
        }

        private static boolean speaksForItsPerson(Object seen) {
            return seen == Facts.SpecialCheck.PASSED
                    || seen instanceof Facts.Selection selection && !selection.failed();
        }

        @Override
        public String toString() { return "Submission[sealed]"; }
    }
}
