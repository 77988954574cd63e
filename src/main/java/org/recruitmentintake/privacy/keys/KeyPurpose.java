package org.recruitmentintake.privacy.keys;

import java.util.Locale;

/** The purpose of a key. */
public enum KeyPurpose {
    SEALING, BLIND_INDEX, SIGNING, RECIPIENT;

    public String label() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    /** Whether the key is secret and symmetric, so that it is identified by a check value. */
    public boolean isSecret() {
        return this == SEALING || this == BLIND_INDEX;
    }
}
