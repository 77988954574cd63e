package org.recruitmentintake.privacy.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key that was read at the start, with its name in the log, the metrics and the database.
 *
 * @param id the name of its file; for a recipient's key the branch
 * @param thumbprint of a public key (RFC 7638); the check value of a secret key
 */
public record KeyInUse(KeyPurpose purpose, String id, String thumbprint) {

    private static final int CHECK_VALUE_BYTES = 16;

    /** As in the log and in the commands. */
    @Override
    public String toString() {
        return "purpose %s, id %s, %s %s".formatted(purpose.label(), id,
                purpose.isSecret() ? "check value" : "thumbprint", thumbprint);
    }

    /**
     * A secret key with its check value: half of the HMAC of a constant with no other use. It distinguishes two keys,
     * and reveals nothing of a random key of 256 bits.
     */
    public static KeyInUse secret(KeyPurpose purpose, String id, byte[] key) {
        var hash = Hmac.of(key, ("recruitment-intake/key-check/" + purpose.name()).getBytes(UTF_8));
        return new KeyInUse(purpose, id, HexFormat.of().formatHex(Arrays.copyOf(hash, CHECK_VALUE_BYTES)));
    }
}
