package org.recruitmentintake.privacy.keys;

/** The database is unavailable. */
public final class KeyCheckUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public KeyCheckUnavailableException(Throwable cause) {
        super(cause);
    }
}
