package org.recruitmentintake.privacy;

/** A sealed value was changed or moved. The message does not say which, so that an attacker learns nothing. */
public final class TamperedException extends RuntimeException {

    TamperedException() {
        super("a sealed value cannot be opened");
    }
}
