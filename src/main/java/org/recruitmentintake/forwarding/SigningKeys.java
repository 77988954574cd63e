package org.recruitmentintake.forwarding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.recruitmentintake.privacy.KeyDirectory;
import org.recruitmentintake.privacy.KeyDirectory.KeysConfig;
import org.recruitmentintake.privacy.KeyInUse;
import org.recruitmentintake.privacy.KeyInUse.Purpose;
import org.recruitmentintake.privacy.RequiredSettings;

/** What messages are signed with: EC P-256. A retired key stays in the directory until no message of it is unread. */
@ApplicationScoped
public class SigningKeys implements RequiredSettings.Part {

    private static final String SETTING = "intake.keys.signing";

    private final KeyDirectory<SigningKey> keys;

    public SigningKeys(KeysConfig config) {
        keys = KeyDirectory.withCurrent(SETTING, config.signing(), ".jwk", SigningKeys::read);
    }

    @Override
    public List<String> faults() {
        var faults = new ArrayList<>(keys.faults());
        if (!faults.isEmpty()) return faults;
        if (current().secret() == null) faults.add(SETTING + ": the current key has no private part");
        keys.all().values().stream().filter(key -> key.secret() != null && !key.isPair())
                .forEach(key -> faults.add("%s: the two parts of %s do not belong together".formatted(SETTING,
                        key.id())));
        return faults;
    }

    @Override
    public List<KeyInUse> keys() {
        return keys.all().values().stream().map(key -> new KeyInUse(Purpose.SIGNING, key.id(),
                key.jwk().calculateBase64urlEncodedThumbprint("SHA-256"))).toList();
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

        /** Whether the public part verifies what the private one signs. */
        boolean isPair() {
            try {
                var text = "a test of the key".getBytes(US_ASCII);
                var verification = Signature.getInstance("SHA256withECDSAinP1363Format");
                verification.initVerify(jwk.getECPublicKey());
                verification.update(text);
                return verification.verify(sign(text));
            } catch (GeneralSecurityException | RuntimeException unusable) {
                return false;
            }
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
