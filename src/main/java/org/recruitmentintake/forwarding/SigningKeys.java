package org.recruitmentintake.forwarding;

import static org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.recruitmentintake.privacy.KeyDirectory;
import org.recruitmentintake.privacy.KeysConfig;
import org.recruitmentintake.privacy.RequiredSettings;

/** What messages are signed with: EC P-256. A retired key stays in the directory until no message of it is unread. */
@ApplicationScoped
public class SigningKeys implements RequiredSettings.Part {

    private static final String SETTING = "intake.keys.signing";

    private final KeyDirectory<EllipticCurveJsonWebKey> keys;

    public SigningKeys(KeysConfig config) {
        keys = KeyDirectory.withCurrent(SETTING, config.signing(), ".jwk", SigningKeys::read);
    }

    @Override
    public List<String> faults() {
        var faults = keys.faults();
        if (!faults.isEmpty() || keys.current().key().getPrivateKey() != null) return faults;
        return List.of(SETTING + ": the current key has no private part");
    }

    EllipticCurveJsonWebKey current() { return keys.current().key(); }

    /** The public parts of all keys as a JWK set. */
    String publicOnes() {
        return new JsonWebKeySet(List.copyOf(keys.all().values())).toJson(PUBLIC_ONLY);
    }

    private static EllipticCurveJsonWebKey read(String id, String content) {
        try {
            var key = (EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(content);
            if (!key.getCurveName().equals(EllipticCurves.P_256)) throw new IllegalArgumentException();
            // The id is the file's name, whatever the file says: it is what `current` names.
            key.setKeyId(id);
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return key;
        } catch (Exception unusable) {
            // What the parser says may quote the key.
            throw new IllegalArgumentException("is not a JWK of the curve P-256");
        }
    }
}
