package org.recruitmentintake.privacy.keys;

/** The database is unavailable. */
public final class KeyCheckUnavailableException extends RuntimeException {

    public KeyCheckUnavailableException(Throwable cause) {
        super(cause);
    }
}
