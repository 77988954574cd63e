package org.recruitmentintake.command;

import java.security.SecureRandom;
import java.util.Base64;

import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Makes new keys, in the form of their files. */
final class KeyMaterial {

    private static final int SECRET_BYTES = 32;

    private KeyMaterial() {}

    /** Base64 of 32 random bytes. */
    static String secret() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A key pair of the curve P-256 as a JWK with its private part. */
    static String signingKey(String id) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        } catch (JoseException bug) {
            throw new IllegalStateException("every Java has the curve P-256", bug);
        }
    }
}
