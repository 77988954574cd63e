package org.recruitmentintake.forwarding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY;
import static org.jose4j.jwx.HeaderParameterNames.ALGORITHM;
import static org.jose4j.jwx.HeaderParameterNames.KEY_ID;
import static org.jose4j.jwx.HeaderParameterNames.TYPE;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Base64.Encoder;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwx.CompactSerializer;
import org.jose4j.jwx.Headers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.recruitmentintake.application.Messages.Envelopes;
import org.recruitmentintake.application.Outbox;
import org.recruitmentintake.eligibility.Facts.Branch;
import org.recruitmentintake.privacy.KeyDirectory;
import org.recruitmentintake.privacy.KeyDirectory.KeysConfig;
import org.recruitmentintake.privacy.RequiredSettings;

/**
 * A compact JWS (ES256) of the payload inside a compact JWE (RSA-OAEP-256, A256GCM) to the branch's recipient. The
 * signed header repeats what the CloudEvent says about the payload ({@code ce-id}, {@code ce-type}, {@code ce-subject})
 * and names the branch: the attributes travel unsigned, and a broker that is not honest could put a genuine payload
 * under others.
 */
@ApplicationScoped
public class Envelope implements Envelopes, RequiredSettings.Part {

    private static final String SETTING = "intake.keys.recipients";
    // 128 bits of strength (NIST SP 800-57): what lies in a queue or its backup may be kept for years.
    private static final int LEAST_BITS = 3072;
    private static final Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SigningKeys signingKeys;
    private final KeyDirectory<RsaJsonWebKey> recipients;

    public Envelope(SigningKeys signingKeys, KeysConfig config) {
        this.signingKeys = signingKeys;
        recipients = KeyDirectory.of(SETTING, config.recipients(), ".jwk", Envelope::recipient);
    }

    @Override
    public List<String> faults() {
        var faults = new ArrayList<>(recipients.faults());
        if (!faults.isEmpty()) return faults;
        Arrays.stream(Branch.values()).map(Branch::name).filter(branch -> recipients.find(branch).isEmpty())
                .forEach(branch -> faults.add("%s: %s.jwk is missing".formatted(SETTING, branch)));
        return faults;
    }

    @Override
    public byte[] sealed(UUID event, Outbox.Kind kind, UUID application, String branch, byte[] payloadJson) {
        return seal(event, MessageType.of(kind), application, branch, payloadJson);
    }

    byte[] seal(UUID event, MessageType type, UUID subject, String branch, byte[] payloadJson) {
        var recipient = recipients.find(branch)
                .orElseThrow(() -> new IllegalStateException("there is no recipient's key for " + branch));
        try {
            var letter = new JsonWebEncryption();
            letter.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.RSA_OAEP_256);
            letter.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
            letter.setKeyIdHeaderValue(recipient.getKeyId());
            letter.setContentTypeHeaderValue("JOSE");
            letter.setKey(recipient.getKey());
            letter.setPayload(signed(event, type, subject, branch, payloadJson));
            return letter.getCompactSerialization().getBytes(US_ASCII);
        } catch (JoseException bug) {
            throw new IllegalStateException("sealing a message failed", bug);
        }
    }

    @Override
    public String verificationKeys() { return signingKeys.publicOnes(); }

    private String signed(UUID event, MessageType type, UUID subject, String branch, byte[] payloadJson) {
        var key = signingKeys.current();
        var headers = new Headers();
        headers.setStringHeaderValue(ALGORITHM, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        headers.setStringHeaderValue(KEY_ID, key.id());
        // So that no signature of this key can be taken for one that means something else (RFC 8725, 3.11).
        headers.setStringHeaderValue(TYPE, "recruitment-intake-event+jws");
        headers.setStringHeaderValue("ce-id", event.toString());
        headers.setStringHeaderValue("ce-type", type.text());
        headers.setStringHeaderValue("ce-subject", subject.toString());
        headers.setStringHeaderValue("branch", branch);
        var signed = CompactSerializer.serialize(headers.getEncodedHeader(), BASE64.encodeToString(payloadJson));
        return CompactSerializer.serialize(signed, BASE64.encodeToString(key.sign(signed.getBytes(US_ASCII))));
    }

    private static RsaJsonWebKey recipient(String branch, String content) {
        RsaJsonWebKey key;
        try {
            key = (RsaJsonWebKey) JsonWebKey.Factory.newJwk(content);
        } catch (Exception unusable) {
            throw new IllegalArgumentException("is not an RSA key as JWK");
        }
        if (key.getPrivateKey() != null) {
            throw new IllegalArgumentException("holds a private key: only the recipient may");
        }
        if (key.getRsaPublicKey().getModulus().bitLength() < LEAST_BITS) {
            throw new IllegalArgumentException("is shorter than " + LEAST_BITS + " bits");
        }
        if (key.getKeyId() == null) key.setKeyId(branch);
        return key;
    }

    /** What messages are signed with: EC P-256. A retired key stays in the directory until no message of it is unread. */
    @ApplicationScoped
    static class SigningKeys implements RequiredSettings.Part {

        private static final String SETTING = "intake.keys.signing";

        private final KeyDirectory<SigningKey> keys;

        public SigningKeys(KeysConfig config) {
            keys = KeyDirectory.withCurrent(SETTING, config.signing(), ".jwk", SigningKeys::read);
        }

        @Override
        public List<String> faults() {
            var faults = keys.faults();
            if (!faults.isEmpty() || keys.current().key().secret() != null) return faults;
            return List.of(SETTING + ": the current key has no private part");
        }

        SigningKey current() { return keys.current().key(); }

        /** The public parts of all keys as a JWK set. */
        String publicOnes() {
            return new JsonWebKeySet(keys.all().values().stream().map(SigningKey::jwk).toList()).toJson(PUBLIC_ONLY);
        }

        private static SigningKey read(String id, String content) {
            try {
                var key = (EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(content);
                if (!key.getCurveName().equals(EllipticCurves.P_256)) throw new IllegalArgumentException();
                // The id is the file's name, whatever the file says: it is what `current` names.
                key.setKeyId(id);
                key.setUse("sig");
                key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
                return new SigningKey(id, key, key.getEcPrivateKey() == null ? null : key.getEcPrivateKey().getS());
            } catch (Exception unusable) {
                // What the parser says may quote the key.
                throw new IllegalArgumentException("is not a JWK of the curve P-256");
            }
        }
    }

    /**
     * A key of ours, with its secret number where it is not a retired one of which only the public part is left.
     *
     * @param secret never stored, never printed
     */
    record SigningKey(String id, EllipticCurveJsonWebKey jwk, BigInteger secret) {

        private static final int HALF = 32;
        private static final ECDomainParameters P256 = new ECDomainParameters(CustomNamedCurves.getByName("P-256"));

        /** An ECDSA signature over SHA-256 in the form of JWS: both numbers in full length (RFC 7518, 3.4). */
        byte[] sign(byte[] text) {
            // Its nonce comes from the key and the text (RFC 6979): no weak random number can give the key away.
            var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, new ECPrivateKeyParameters(secret, P256));
            var numbers = signer.generateSignature(sha256(text));
            var signature = new byte[2 * HALF];
            BigIntegers.asUnsignedByteArray(numbers[0], signature, 0, HALF);
            BigIntegers.asUnsignedByteArray(numbers[1], signature, HALF, HALF);
            return signature;
        }

        // The JDK's own, which knows the processor's instructions for it.
        private static byte[] sha256(byte[] text) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(text);
            } catch (NoSuchAlgorithmException everyJavaHasIt) {
                throw new IllegalStateException(everyJavaHasIt);
            }
        }

        @Override
        public String toString() { return "SigningKey[" + id + "]"; }
    }
}
