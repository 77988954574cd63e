package org.recruitmentintake.forwarding.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.lang.HashUtil;

/**
 * A signing key.
 *
 * @param secret null for a retired key of which only the public part is left; never stored, never printed
 */
record SigningKey(String id, EllipticCurveJsonWebKey jwk, BigInteger secret) {

    private static final int HALF = 32;
    private static final ECDomainParameters P256 = new ECDomainParameters(CustomNamedCurves.getByName("P-256"));

    /** An ECDSA signature over SHA-256 in the form of JWS: both numbers in full length (RFC 7518, 3.4). */
    byte[] sign(byte[] text) {
        // The nonce comes from the key and the text (RFC 6979), so that a weak random number cannot reveal the key.
        var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, P256));
        // The digest is the JDK's, which uses instructions of the processor.
        var numbers = signer.generateSignature(HashUtil.getMessageDigest(HashUtil.SHA_256).digest(text));
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

    @Override
    public String toString() { return "SigningKey[" + id + "]"; }
}
