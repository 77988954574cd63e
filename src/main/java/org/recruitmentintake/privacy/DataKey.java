package org.recruitmentintake.privacy;

import javax.crypto.SecretKey;

/**
 * The key of one application. Only its wrapped form is stored; without that, nothing sealed with it can be opened.
 *
 * @param keyId the id of the sealing key that wraps it
 * @param key never stored, never printed
 */
public record DataKey(String keyId, byte[] wrapped, SecretKey key) {

    @Override
    public String toString() { return "DataKey[wrapped with " + keyId + "]"; }
}
