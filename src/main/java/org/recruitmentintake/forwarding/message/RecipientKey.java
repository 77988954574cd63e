package org.recruitmentintake.forwarding.message;

import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.keys.RsaKeyUtil;

/** The public RSA key that a branch's messages are sealed to. */
public record RecipientKey(RsaJsonWebKey jwk) {

    // 128 bits of strength (NIST SP 800-57): a message in a queue's backup may be kept for years.
    private static final int LEAST_BITS = 3072;
    private static final int LEAST_EXPONENT_BITS = 17;

    /**
     * Reads a JWK or a PEM public key.
     *
     * @throws IllegalArgumentException if it is no key that the service may use; the message does not quote it
     */
    public static RecipientKey parse(String branch, String content) {
        var key = content.startsWith("-----BEGIN PUBLIC KEY-----") ? fromPem(content) : fromJwk(content);
        if (key.getPrivateKey() != null) {
            throw new IllegalArgumentException("holds a private key: only the recipient may");
        }
        if (key.getRsaPublicKey().getModulus().bitLength() < LEAST_BITS) {
            throw new IllegalArgumentException("is shorter than " + LEAST_BITS + " bits");
        }
        // An exponent of 1 does not encrypt; small ones are weak (NIST SP 800-56B, 6.2).
        var exponent = key.getRsaPublicKey().getPublicExponent();
        if (exponent.bitLength() < LEAST_EXPONENT_BITS || !exponent.testBit(0)
                || !key.getRsaPublicKey().getModulus().testBit(0)) {
            throw new IllegalArgumentException("is not a sound RSA key: an exponent is odd and above 65536");
        }
        if (key.getUse() != null && !key.getUse().equals("enc")) {
            throw new IllegalArgumentException("is not for encryption (use)");
        }
        if (key.getAlgorithm() != null && !key.getAlgorithm().equals(KeyManagementAlgorithmIdentifiers.RSA_OAEP_256)) {
            throw new IllegalArgumentException("is not for RSA-OAEP-256 (alg)");
        }
        if (key.getKeyId() == null) key.setKeyId(branch);
        return new RecipientKey(key);
    }

    /** As in RFC 7638, with SHA-256. */
    public String thumbprint() {
        return jwk.calculateBase64urlEncodedThumbprint("SHA-256");
    }

    public String toJwk() { return jwk.toJson(OutputControlLevel.PUBLIC_ONLY); }

    private static RsaJsonWebKey fromJwk(String content) {
        try {
            return (RsaJsonWebKey) JsonWebKey.Factory.newJwk(content);
        } catch (Exception unusable) {
            throw new IllegalArgumentException("is not an RSA key as JWK");
        }
    }

    private static RsaJsonWebKey fromPem(String content) {
        try {
            return (RsaJsonWebKey) JsonWebKey.Factory.newJwk(new RsaKeyUtil().fromPemEncoded(content));
        } catch (Exception unusable) {
            throw new IllegalArgumentException("is not an RSA key as PEM");
        }
    }
}
