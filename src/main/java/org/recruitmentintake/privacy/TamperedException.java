package org.recruitmentintake.privacy;

/**
 * A sealed value was changed, or was moved from its place. The message says no more, so that an attacker learns
 * nothing.
 */
public final class TamperedException extends RuntimeException {

    TamperedException() {
        super("a sealed value does not open here");
    }
}
