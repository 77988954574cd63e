package org.recruitmentintake.privacy;

import javax.crypto.SecretKey;

/**
 * The key of one application. Stored is only its wrapped form; when that is destroyed, so is everything sealed with it.
 *
 * @param keyId of the key-encryption key that it is wrapped with
 * @param key never stored, never printed
 */
public record DataKey(String keyId, byte[] wrapped, SecretKey key) {

    @Override
    public String toString() { return "DataKey[wrapped with " + keyId + "]"; }
}
