package org.recruitmentintake.application.port;

import java.util.UUID;

/** How a submission ended. */
public sealed interface InsertResult {

    /** Stored; committed when this is returned. */
    record Inserted() implements InsertResult {
    }

    /** The same request was answered before: the same answer again. */
    record Repeated(UUID application, byte[] answer) implements InsertResult {
    }

    /** The key was used for another request. */
    record KeyReused() implements InsertResult {
    }

    /** The first request with this key has not ended within the bounded wait. */
    record StillRunning() implements InsertResult {
    }

    /** What the first request made was erased since. */
    record Erased() implements InsertResult {
    }

    /** Nothing stored: another case of the document has just been handed over, so this one is to be decided again. */
    record DocumentHandedOver() implements InsertResult {
    }
}
