package org.recruitmentintake.tools.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.recruitmentintake.Cases;

/** What becomes of a case of the load, by the name of the state in which it ends when nothing is lost. */
enum Expected {

    /** Valid, and left alone. */
    FORWARDED,
    /** Nothing of it is attested: it waits for evidence. */
    IN_PROGRESS,
    /** Unfit, and a reviewer confirms the refusal. */
    REFUSED,
    /** Valid, and withdrawn by its client. */
    WITHDRAWN,
    /** Valid, and then everything personal of it is destroyed. */
    ERASED;

    /** Of ten cases one is never accepted, and two are taken back: one at once, one after a while ({@link Load}). */
    static Expected mixed(int number) {
        var even = number / 10 % 2 == 0;
        return switch (number % 10) {
            case 2 -> even ? IN_PROGRESS : REFUSED;
            case 5 -> WITHDRAWN;
            case 8 -> even ? ERASED : WITHDRAWN;
            default -> FORWARDED;
        };
    }

    /** Whether it passes the hand-over when it is posted. */
    boolean valid() {
        return this != IN_PROGRESS && this != REFUSED;
    }

    /** With a document of its own: a second case of the same document would wait for a reviewer. */
    ObjectNode body() {
        var body = this == IN_PROGRESS ? Cases.declared() : Cases.example("in-country");
        if (this == REFUSED) ((ObjectNode) body.at("/statement")).put("fitness", "UNFIT");
        return body;
    }
}
