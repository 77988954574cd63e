package org.recruitmentintake.privacy;

/**
 * A sealed value was changed, or is not where it was sealed for. The message tells no more, so that an attacker
 * learns nothing.
 */
public final class TamperedException extends RuntimeException {

    TamperedException() {
        super("a sealed value does not open here");
    }
}
