package org.recruitmentintake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.recruitmentintake.eligibility.Branch;
import org.recruitmentintake.eligibility.Route;

/** Where cases are kept. Each call is one statement and one commit; what is sealed is sealed behind it. */
public interface Casebook {

    /** What the keeper needs to write a case back; of no meaning to anybody else. */
    interface Handle {
    }

    /**
     * A case as it is kept.
     *
     * @param otherOpenCases ids of other open cases of the same document
     * @param forwarding how the hand-over stands; null before there is one
     */
    record Kept(Application application, List<String> otherOpenCases, Forwarding forwarding, Handle handle) {
    }

    /** How the hand-over stands. */
    enum Forwarding {
        PENDING, SENT, DEAD
    }

    /** What tells a repeated request: the client, its key, and the request in canonical form. */
    record Attempt(String client, String key, byte[] request) {

        @Override
        public String toString() { return "Attempt[sealed]"; }
    }

    /** A message to be sent once the case is committed; made once, the same bytes in every resend. */
    record Message(UUID id, Outbox.Kind kind, String address, byte[] data, Instant time) {
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

        /** Nothing stored: other open cases of the same document came to light, so the case is to be decided again. */
        record OthersFound(List<String> otherOpenCases) implements Opening {
        }
    }

    /**
     * Stores a new case with its journal, the answer to its request, and the message if there is one.
     *
     * @param otherOpenCases those that the decision knew of; where it knew of none and there are, nothing is stored
     */
    Opening open(Application application, List<String> otherOpenCases, JournalEntry entry, Message message, Attempt attempt, byte[] answer);

    Optional<Kept> find(UUID id);

    /** Replaces a case; false where somebody else changed it since it was read. */
    boolean save(Kept before, Application after, JournalEntry entry, Message message);

    /** Ends a case; the notice is sent only where the acceptance may have left already. False where somebody else changed it. */
    boolean withdraw(Kept before, Application after, JournalEntry entry, Message notice);

    /** Destroys everything personal of a case, keeping its history; the notice as for a withdrawal. */
    boolean erase(Kept before, Application after, JournalEntry entry, Message notice);

    /** Adds a line to the journal of a case and changes nothing else. */
    void note(UUID application, JournalEntry entry);

    /** Summaries, the oldest first. */
    List<Summary> list(Scope scope, Filter filter, Position after, int limit);

    /** Ids of undecided cases that are due on that day, or were decided under another rule set. */
    List<UUID> due(LocalDate day, String ruleSet, int limit);

    /** The journal of a case with the length and the head of its chain, which are kept apart from it. */
    Optional<Journal> journal(UUID application);

    /** Which cases somebody may list: everything, or those of these embassies or branches. */
    record Scope(boolean everything, Set<String> embassies, Set<String> branches) {
    }

    /** What a list is narrowed to; null narrows nothing. */
    record Filter(State state, Branch branch, String embassy, Boolean attention) {
    }

    /** The last row of the page before; null for the first page. */
    record Position(Instant createdAt, UUID id) {
    }

    /** A case without anything personal. */
    record Summary(UUID id, Route route, Branch branch, String embassy, State state, State shownState, boolean attention, Instant createdAt,
            Instant updatedAt) {
    }

    /** A journal and what proves it whole. */
    record Journal(List<Line> lines, int length, byte[] head) {

        /** An entry with its place in the chain. */
        public record Line(int number, JournalEntry entry, byte[] hash) {
        }
    }
}
