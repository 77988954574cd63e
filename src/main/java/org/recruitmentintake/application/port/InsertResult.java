package org.recruitmentintake.application.port;

import java.util.UUID;

/** The result of an insert: committed when this is returned, or why nothing was stored. */
public sealed interface InsertResult {

    /** @param repeated whether the same request was answered before: it gets the same answer again */
    record Answered(UUID application, byte[] answer, boolean repeated) implements InsertResult {}

    /** The key was used for another request. */
    record KeyReused() implements InsertResult {}

    /** The first request with this key has not ended within the bounded wait. */
    record StillRunning() implements InsertResult {}

    /** The case of the first request was erased. */
    record Erased() implements InsertResult {}

    /** Nothing stored: another case of the document was just handed over, so this one must be decided again. */
    record DocumentHandedOver() implements InsertResult {}
}
