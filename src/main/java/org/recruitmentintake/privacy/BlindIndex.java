package org.recruitmentintake.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.privacy.KeyDirectory.KeysConfig;

/**
 * Keyed hashes (HMAC-SHA-256) that find a value again without storing it. Each purpose has a key of its own, derived
 * from the one in the file, so that a hash made for one tells nothing for another.
 */
@ApplicationScoped
public class BlindIndex implements RequiredSettings.Part {

    private static final String SETTING = "intake.keys.blind-index";
    private static final String HMAC = "HmacSHA256";

    private enum Purpose { DOCUMENT, FINGERPRINT, IDEMPOTENCY_KEY }

    private final Optional<Path> file;
    private volatile SecretKeySpec[] keys;

    public BlindIndex(KeysConfig config) {
        file = config.blindIndex();
    }

    @Override
    public List<String> faults() {
        try {
            read();
            return List.of();
        } catch (IllegalStateException unusable) {
            return List.of(unusable.getMessage());
        }
    }

    /**
     * Of an identity document.
     *
     * @param foldedNumber folded by the caller, so that one document has one index however its number is written
     */
    public byte[] of(String country, String foldedNumber) {
        var parts = new byte[][] {country.getBytes(UTF_8), foldedNumber.getBytes(UTF_8)};
        return hash(Purpose.DOCUMENT, ByteBuffer.allocate(Integer.BYTES + parts[0].length + parts[1].length)
                .putInt(parts[0].length).put(parts[0]).put(parts[1]).array());
    }

    /** Of the body of a request, to tell a repeated one from another one. */
    public byte[] fingerprint(byte[] body) {
        return hash(Purpose.FINGERPRINT, body);
    }

    /** Of an {@code Idempotency-Key}: clients have been seen to put names and numbers into it. */
    public byte[] keyHash(String idempotencyKey) {
        return hash(Purpose.IDEMPOTENCY_KEY, idempotencyKey.getBytes(UTF_8));
    }

    private byte[] hash(Purpose purpose, byte[] value) {
        if (keys == null) keys = read();
        try {
            return hmac(keys[purpose.ordinal()], value);
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException("hashing failed", bug);
        }
    }

    private SecretKeySpec[] read() {
        var path = file.orElseThrow(() -> new IllegalStateException(SETTING + " is not set"));
        try {
            var root = new SecretKeySpec(Vault.secret(Files.readString(path)), HMAC);
            var derived = new SecretKeySpec[Purpose.values().length];
            for (var purpose : Purpose.values()) {
                var label = ("recruitment-intake/" + purpose.name()).getBytes(UTF_8);
                derived[purpose.ordinal()] = new SecretKeySpec(hmac(root, label), HMAC);
            }
            return derived;
        } catch (IOException unreadable) {
            throw new IllegalStateException("%s: %s cannot be read".formatted(SETTING, path));
        } catch (IllegalArgumentException | GeneralSecurityException unusable) {
            throw new IllegalStateException("%s: %s %s".formatted(SETTING, path, unusable.getMessage()));
        }
    }

    private static byte[] hmac(SecretKeySpec key, byte[] value) throws GeneralSecurityException {
        var mac = Mac.getInstance(HMAC);
        mac.init(key);
        return mac.doFinal(value);
    }
}
