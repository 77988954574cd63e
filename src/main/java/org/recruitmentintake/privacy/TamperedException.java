package org.recruitmentintake.privacy;

/** A sealed value was changed, or is not where it was sealed for. Says no more: whoever tries learns nothing. */
public final class TamperedException extends RuntimeException {

    TamperedException() {
        super("a sealed value does not open here");
    }
}
