package org.recruitmentintake.forwarding.message;

import static org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.recruitmentintake.privacy.keys.KeyDirectory;
import org.recruitmentintake.privacy.keys.KeyInUse;
import org.recruitmentintake.privacy.keys.KeyPurpose;
import org.recruitmentintake.privacy.keys.KeysConfig;
import org.recruitmentintake.privacy.keys.StartupCheck;

/** The keys that sign messages: EC P-256. A retired key stays until all of its messages are read. */
@ApplicationScoped
public class SigningKeys implements StartupCheck {

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
        return keys.all().values().stream().map(key -> new KeyInUse(KeyPurpose.SIGNING, key.id(),
                key.jwk().calculateBase64urlEncodedThumbprint("SHA-256"))).toList();
    }

    SigningKey current() { return keys.current(); }

    /** The public parts of all keys, as a JWK set. */
    String publicKeySet() {
        return new JsonWebKeySet(keys.all().values().stream().map(SigningKey::jwk).toList()).toJson(PUBLIC_ONLY);
    }

    private static SigningKey read(String id, String content) {
        try {
            var key = (EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(content);
            if (!key.getCurveName().equals(EllipticCurves.P_256)) throw new IllegalArgumentException();
            // The id is the file's name, which `current` names, not the one in the file.
            key.setKeyId(id);
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return new SigningKey(id, key, key.getEcPrivateKey() == null ? null : key.getEcPrivateKey().getS());
        } catch (Exception unusable) {
            // The parser's message may quote the key.
            throw new IllegalArgumentException("is not a JWK of the curve P-256");
        }
    }
}
