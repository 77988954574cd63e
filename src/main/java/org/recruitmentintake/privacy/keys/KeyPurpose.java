package org.recruitmentintake.privacy.keys;

import java.util.Locale;

/** What a key is for. */
public enum KeyPurpose {
    SEALING, BLIND_INDEX, SIGNING, RECIPIENT;

    public String word() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    /** Whether the key is secret and symmetric, so that it is known by a check value. */
    public boolean isSecret() {
        return this == SEALING || this == BLIND_INDEX;
    }
}
