package org.recruitmentintake.application;

import org.recruitmentintake.application.Casebook.Message;
import java.util.List;
import java.util.UUID;

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
}
