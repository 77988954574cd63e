package org.recruitmentintake.tools.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.recruitmentintake.Cases;

/** The state that a case of the load ends in, if nothing is lost. */
enum Expected {

    /** Valid, without further actions. */
    FORWARDED,
    /** Without attestations, so it waits for evidence. */
    IN_PROGRESS,
    /** Unfit, and a reviewer confirms the refusal. */
    REFUSED,
    /** Valid, then withdrawn by its client. */
    WITHDRAWN,
    /** Valid, then erased. */
    ERASED;

    /** Of ten cases one is never accepted and two are ended: one at once, one later ({@link Load}). */
    static Expected mixed(int number) {
        var even = number / 10 % 2 == 0;
        return switch (number % 10) {
            case 2 -> even ? IN_PROGRESS : REFUSED;
            case 5 -> WITHDRAWN;
            case 8 -> even ? ERASED : WITHDRAWN;
            default -> FORWARDED;
        };
    }

    /** Whether the case is accepted when it is posted. */
    boolean isAccepted() {
        return this != IN_PROGRESS && this != REFUSED;
    }

    /** Each body has its own document number: a second case of a document would wait for a reviewer. */
    ObjectNode body() {
        var body = this == IN_PROGRESS ? Cases.declared() : Cases.example("in-country");
        if (this == REFUSED) ((ObjectNode) body.at("/statement")).put("fitness", "UNFIT");
        return body;
    }
}
