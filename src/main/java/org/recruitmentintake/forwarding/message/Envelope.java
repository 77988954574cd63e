package org.recruitmentintake.forwarding.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.jose4j.jwx.HeaderParameterNames.ALGORITHM;
import static org.jose4j.jwx.HeaderParameterNames.KEY_ID;
import static org.jose4j.jwx.HeaderParameterNames.TYPE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Base64.Encoder;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwx.CompactSerializer;
import org.jose4j.jwx.Headers;
import org.jose4j.lang.JoseException;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.MessageSealer;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.privacy.keys.KeyDirectory;
import org.recruitmentintake.privacy.keys.KeyInUse;
import org.recruitmentintake.privacy.keys.KeyPurpose;
import org.recruitmentintake.privacy.keys.KeysConfig;
import org.recruitmentintake.privacy.keys.StartupCheck;

/**
 * A compact JWS (ES256) of the payload inside a compact JWE (RSA-OAEP-256, A256GCM) to the branch's recipient. The
 * signed header repeats attributes of the CloudEvent ({@code ce-id}, {@code ce-type}, {@code ce-subject}) and names the
 * branch: the attributes themselves are not signed, and a dishonest broker could put a payload under other ones.
 */
@ApplicationScoped
public class Envelope implements MessageSealer, StartupCheck {

    private static final String SETTING = "intake.keys.recipients";
    private static final Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SigningKeys signingKeys;
    private final KeyDirectory<RecipientKey> recipients;

    public Envelope(SigningKeys signingKeys, KeysConfig config) {
        this.signingKeys = signingKeys;
        recipients = KeyDirectory.of(SETTING, config.recipients(), ".jwk", RecipientKey::parse);
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
    public List<KeyInUse> keys() {
        return recipients.all().entrySet().stream().map(each -> new KeyInUse(KeyPurpose.RECIPIENT, each.getKey(),
                each.getValue().thumbprint())).toList();
    }

    @Override
    public byte[] seal(UUID event, MessageKind kind, UUID application, String branch, byte[] payloadJson) {
        return seal(event, MessageType.of(kind), application, branch, payloadJson);
    }

    public byte[] seal(UUID event, MessageType type, UUID subject, String branch, byte[] payloadJson) {
        var recipient = recipients.find(branch)
                .orElseThrow(() -> new IllegalStateException("there is no recipient's key for " + branch))
                .jwk();
        try {
            var encrypted = new JsonWebEncryption();
            encrypted.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.RSA_OAEP_256);
            encrypted.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
            encrypted.setKeyIdHeaderValue(recipient.getKeyId());
            encrypted.setContentTypeHeaderValue("JOSE");
            encrypted.setKey(recipient.getKey());
            encrypted.setPayload(signed(event, type, subject, branch, payloadJson));
            return encrypted.getCompactSerialization().getBytes(US_ASCII);
        } catch (JoseException bug) {
            throw new IllegalStateException("sealing a message failed", bug);
        }
    }

    @Override
    public String verificationKeys() { return signingKeys.publicKeySet(); }

    private String signed(UUID event, MessageType type, UUID subject, String branch, byte[] payloadJson) {
        var key = signingKeys.current();
        var headers = new Headers();
        headers.setStringHeaderValue(ALGORITHM, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        headers.setStringHeaderValue(KEY_ID, key.id());
        // The type prevents that a signature is accepted in another context (RFC 8725, 3.11).
        headers.setStringHeaderValue(TYPE, "recruitment-intake-event+jws");
        headers.setStringHeaderValue("ce-id", event.toString());
        headers.setStringHeaderValue("ce-type", type.text());
        headers.setStringHeaderValue("ce-subject", subject.toString());
        headers.setStringHeaderValue("branch", branch);
        var signed = CompactSerializer.serialize(headers.getEncodedHeader(), BASE64.encodeToString(payloadJson));
        return CompactSerializer.serialize(signed, BASE64.encodeToString(key.sign(signed.getBytes(US_ASCII))));
    }
}
