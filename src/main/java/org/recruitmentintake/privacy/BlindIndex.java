package org.recruitmentintake.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.privacy.keys.Hmac;
import org.recruitmentintake.privacy.keys.KeyInUse;
import org.recruitmentintake.privacy.keys.KeyPurpose;
import org.recruitmentintake.privacy.keys.KeysConfig;
import org.recruitmentintake.privacy.keys.StartupCheck;

/**
 * Keyed hashes (HMAC-SHA-256) that find a value again without storing it. Each purpose has its own key, derived from
 * the key in the file, so that hashes of different purposes cannot be compared.
 */
@ApplicationScoped
public class BlindIndex implements StartupCheck {

    private static final String SETTING = "intake.keys.blind-index";

    private enum Purpose { DOCUMENT, FINGERPRINT, IDEMPOTENCY_KEY }

    private final Map<Purpose, byte[]> derived = new EnumMap<>(Purpose.class);
    private final List<KeyInUse> keys = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    public BlindIndex(KeysConfig config) {
        if (config.blindIndex().isEmpty()) faults.add(SETTING + " is not set");
        else
            read(config.blindIndex().get());
    }

    @Override
    public List<String> faults() { return List.copyOf(faults); }

    @Override
    public List<KeyInUse> keys() { return List.copyOf(keys); }

    /**
     * The index of an identity document.
     *
     * @param foldedNumber folded by the caller, so that each spelling of a number has the same index
     */
    public byte[] of(String country, String foldedNumber) {
        var parts = new byte[][] {country.getBytes(UTF_8), foldedNumber.getBytes(UTF_8)};
        return hash(Purpose.DOCUMENT, ByteBuffer.allocate(Integer.BYTES + parts[0].length + parts[1].length)
                .putInt(parts[0].length).put(parts[0]).put(parts[1]).array());
    }

    /** The fingerprint of a request's body, to recognise a repeated request. */
    public byte[] fingerprint(byte[] body) {
        return hash(Purpose.FINGERPRINT, body);
    }

    /** The hash of an {@code Idempotency-Key}: clients put names and numbers into it. */
    public byte[] keyHash(String idempotencyKey) {
        return hash(Purpose.IDEMPOTENCY_KEY, idempotencyKey.getBytes(UTF_8));
    }

    private byte[] hash(Purpose purpose, byte[] value) {
        if (!faults.isEmpty()) throw new IllegalStateException(faults.get(0));
        return Hmac.of(derived.get(purpose), value);
    }

    private void read(Path path) {
        try {
            var key = Vault.secret(Files.readString(path));
            for (var purpose : Purpose.values()) {
                var label = ("recruitment-intake/" + purpose.name()).getBytes(UTF_8);
                derived.put(purpose, Hmac.of(key, label));
            }
            keys.add(KeyInUse.secret(KeyPurpose.BLIND_INDEX, "key", key));
        } catch (IOException unreadable) {
            faults.add("%s: %s cannot be read".formatted(SETTING, path));
        } catch (IllegalArgumentException unusable) {
            faults.add("%s: %s %s".formatted(SETTING, path, unusable.getMessage()));
        }
    }
}
