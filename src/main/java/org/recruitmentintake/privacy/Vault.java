package org.recruitmentintake.privacy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.privacy.keys.KeyDirectory;
import org.recruitmentintake.privacy.keys.KeyInUse;
import org.recruitmentintake.privacy.keys.KeyPurpose;
import org.recruitmentintake.privacy.keys.KeysConfig;
import org.recruitmentintake.privacy.keys.StartupCheck;

/**
 * Seals stored personal data: AES-256-GCM with a data key for each application, which is wrapped with a sealing key
 * from a file. A sealed value is one byte of version, a random nonce of 12 bytes, the ciphertext and a tag of 16 bytes.
 */
@ApplicationScoped
public class Vault implements StartupCheck {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final KeyDirectory<SecretKey> sealingKeys;
    // Not static: a static one would be seeded when the native executable is built.
    private final SecureRandom random = new SecureRandom();

    public Vault(KeysConfig config) {
        sealingKeys = KeyDirectory.withCurrent("intake.keys.sealing", config.sealing(), "",
                (id, content) -> aes(secret(content)));
    }

    @Override
    public List<String> faults() { return sealingKeys.faults(); }

    @Override
    public List<KeyInUse> keys() {
        return sealingKeys.all().entrySet().stream()
                .map(each -> KeyInUse.secret(KeyPurpose.SEALING, each.getKey(), each.getValue().getEncoded())).toList();
    }

    /** A new data key, wrapped with the current sealing key. */
    public DataKey newKey(UUID application) {
        var bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return wrapped(application, aes(bytes));
    }

    /**
     * The stored data key of an application.
     *
     * @throws TamperedException if it was changed, or belongs to another application
     * @throws IllegalStateException if there is no sealing key of that id
     */
    public DataKey unwrap(UUID application, String keyId, byte[] wrapped) {
        var wrapping = sealingKeys.find(keyId)
                .orElseThrow(() -> new IllegalStateException("there is no sealing key " + keyId));
        return new DataKey(keyId, wrapped, aes(open(wrapping, wrappedAt(application, keyId), wrapped)));
    }

    /** The same data key wrapped with the current sealing key, so that an older one can be removed. */
    public DataKey rewrap(UUID application, DataKey key) {
        return key.keyId().equals(sealingKeys.currentId()) ? key : wrapped(application, key.key());
    }

    /** Ids of the sealing keys that are present but not current. */
    public Set<String> retiredKeys() {
        var retired = new TreeSet<>(sealingKeys.all().keySet());
        retired.remove(sealingKeys.currentId());
        return retired;
    }

    public byte[] seal(DataKey key, AssociatedData place, byte[] plain) { return seal(key.key(), place, plain); }

    /**
     * @throws TamperedException if the value was changed, or was sealed with another key or for another place
     */
    public byte[] open(DataKey key, AssociatedData place, byte[] sealed) { return open(key.key(), place, sealed); }

    /**
     * The 32 bytes of a key file.
     *
     * @throws IllegalArgumentException if it holds anything else; the message does not quote it
     */
    static byte[] secret(String content) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(content.strip());
        } catch (IllegalArgumentException notBase64) {
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) throw new IllegalArgumentException("is not the base64 of 32 bytes");
        return bytes;
    }

    private DataKey wrapped(UUID application, SecretKey key) {
        var keyId = sealingKeys.currentId();
        var wrapped = seal(sealingKeys.current(), wrappedAt(application, keyId), key.getEncoded());
        return new DataKey(keyId, wrapped, key);
    }

    private static AssociatedData wrappedAt(UUID application, String keyId) {
        return new AssociatedData("application", application, "data key wrapped with " + keyId);
    }

    private byte[] seal(SecretKey key, AssociatedData place, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, place);
            var sealed = ByteBuffer.allocate(1 + NONCE_BYTES + cipher.getOutputSize(plain.length)).put(VERSION)
                    .put(nonce);
            cipher.doFinal(ByteBuffer.wrap(plain), sealed);
            return sealed.array();
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException("sealing failed", bug);
        }
    }

    private byte[] open(SecretKey key, AssociatedData place, byte[] sealed) {
        if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / Byte.SIZE || sealed[0] != VERSION)
            throw new TamperedException();
        var nonce = new byte[NONCE_BYTES];
        var rest = ByteBuffer.wrap(sealed).position(1).get(nonce);
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, place);
            var plain = ByteBuffer.allocate(cipher.getOutputSize(rest.remaining()));
            cipher.doFinal(rest, plain);
            return plain.array();
        } catch (GeneralSecurityException wrong) {
            throw new TamperedException();
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, AssociatedData place)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.bytes());
        return cipher;
    }

    private static SecretKey aes(byte[] key) { return new SecretKeySpec(key, "AES"); }
}
