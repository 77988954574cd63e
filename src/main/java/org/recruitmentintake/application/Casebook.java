package org.recruitmentintake.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Transitions.Event;
import org.recruitmentintake.embassy.Step;

/** Where cases are kept. Each call is one statement and one commit; what is sealed is sealed behind it. */
public interface Casebook {

    /** What the keeper needs to write a case back; of no meaning to anybody else. */
    interface Handle {
    }

    /**
     * A case as it is kept.
     *
     * @param forwarding how the hand-over stands; null before there is one, and when a case is erased and its branch told so
     */
    record Kept(Application application, Forwarding forwarding, Handle handle) {
    }

    /** Another case of the same document. */
    record OtherCase(UUID id, State state) {
    }

    /** What came of writing a case. */
    enum Saved {
        DONE,
        /** The case has been changed since it was read. */
        STALE,
        /** Another case of the document has just been handed over: this one is to be decided again. */
        DOCUMENT_HANDED_OVER
    }

    /** How the hand-over stands. */
    enum Forwarding {
        PENDING, SENT, DEAD
    }

    /** A message to be sent once the case is committed; made once, the same bytes in every resend. */
    record Message(UUID id, Outbox.Kind kind, String branch, byte[] data, Instant time) {
    }

    /** How an event on a case ended. Refusals are values; an exception would be a bug or a broken database. */
    sealed interface Change {

        /** Done and committed: the case as it is now. */
        record Done(Kept kept) implements Change {
        }

        /** There is no such case, or it is not theirs to see: the same answer for both. */
        record Missing() implements Change {
        }

        /** Somebody else has changed the case since the caller read it. */
        record Stale() implements Change {
        }

        /** They see the case, but this is not their task. */
        record NotTheirTask(List<Fault> faults) implements Change {
        }

        /** The state, or the flow, does not allow it: what is allowed instead. */
        record NotNow(State state, Set<Event> allowed, List<Step> steps) implements Change {
        }

        /** The corrected step would leave these later ones without what they need, or before its day. */
        record OutOfOrder(State state, List<Step> steps) implements Change {
        }

        /** What was sent does not fit the case. */
        record Unfit(List<Fault> faults) implements Change {
        }

        /**
         * What is wrong with what was sent: where (a JSON pointer) and a stable code; never the value.
         *
         * @param arguments what the rule asks, for the text
         */
        record Fault(String pointer, String code, Object... arguments) {
        }
    }

    Optional<Kept> find(UUID id);

    /** The same with its dossier left sealed: enough to erase a case, and all that there is of one that cannot be opened. */
    Optional<Kept> findSealed(UUID id);

    /** Ids of other cases of the document that this case names now which are handed over. */
    List<String> handedOver(Application application);

    /** All other cases of the document that this case names now, the oldest first. For reviewers. */
    List<OtherCase> otherCases(Application application);

    /** Replaces a case. */
    Saved save(Kept before, Application after, JournalEntry entry, Message message);

    /** Ends a case; the notice is sent only where the acceptance may have left already. False where somebody else changed it. */
    boolean withdraw(Kept before, Application after, JournalEntry entry, Message notice);

    /** Destroys everything personal of a case, keeping its history; the notice as for a withdrawal. */
    boolean erase(Kept before, Application after, JournalEntry entry, Message notice);

    /**
     * Adds an entry for a read to the journal of a case, and changes nothing else; no entry if the same person has the same
     * one after that time, so that no reader can make the journal long.
     */
    void noteRead(UUID application, JournalEntry entry, Instant unlessAfter);
}
