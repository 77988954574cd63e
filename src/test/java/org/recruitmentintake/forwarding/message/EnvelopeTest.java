package org.recruitmentintake.forwarding.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.vertx.amqp.AmqpMessage;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.privacy.KeyFolder;
import org.recruitmentintake.privacy.keys.KeyInUse;
import org.recruitmentintake.privacy.keys.KeyPurpose;
import org.recruitmentintake.tools.dev.RecruitingCentre;
import org.recruitmentintake.tools.dev.RecruitingCentre.NotGenuine;

/** Only the recipient can decrypt a message, and its signature belongs to this event. */
class EnvelopeTest {

    private static final String PAYLOAD = payload();
    private static final String BRANCH = "NATIONAL_GUARD";

    private final UUID event = UUID.randomUUID();
    private final UUID application = UUID.randomUUID();
    private KeyFolder folder;
    private Envelope envelope;
    private RecruitingCentre centre;

    @BeforeEach
    void keys(@TempDir Path directory) {
        folder = KeyFolder.in(directory);
        restart();
        centre = new RecruitingCentre(folder.dev());
    }

    private void restart() { envelope = new Envelope(new SigningKeys(folder), folder); }

    @Test
    void recipientOpensAndVerifiesTheMessage() throws NotGenuine {
        assertEquals(PAYLOAD,
                centre.open(message(event, MessageKind.ACCEPTED, application, sealed()), BRANCH,
                        envelope.verificationKeys()));
    }

    @Test
    void anotherRecipientCannotOpenTheMessage() {
        var message = message(event, MessageKind.ACCEPTED, application, sealed());
        assertNotGenuine("it does not open", message, "GROUND_FORCES");
    }

    @Test
    void sealedMessageHasNoReadableText() {
        var sealed = new String(sealed(), US_ASCII);
        assertTrue(sealed.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){4}"), "not a compact JWE");
        assertTrue(PAYLOAD.contains("applicant"));
        for (var part : sealed.split("\\.")) {
            assertFalse(new String(Base64.getUrlDecoder().decode(part), UTF_8).contains("applicant"), part);
        }
    }

    /** Every seventh character, to save time. */
    @Test
    void changedCharacterIsNoticed() {
        var sealed = sealed();
        // Some bits of the last Base64 character of a part have no meaning.
        IntStream.iterate(0, i -> i < sealed.length, i -> i + 7)
                .filter(i -> i + 1 < sealed.length && sealed[i + 1] != '.').parallel().forEach(i -> {
                    var changed = sealed.clone();
                    changed[i] = (byte) (changed[i] == 'A' ? 'B' : 'A');
                    var message = message(event, MessageKind.ACCEPTED, application, changed);
                    assertThrows(NotGenuine.class, () -> centre.open(message, BRANCH, envelope.verificationKeys()),
                            "character " + i);
                });
    }

    @Test
    void payloadUnderOtherAttributesIsNoticed() {
        var sealed = sealed();
        assertNotGenuine("ce-id was signed as",
                message(UUID.randomUUID(), MessageKind.ACCEPTED, application, sealed), BRANCH);
        assertNotGenuine("ce-type was signed as", message(event, MessageKind.WITHDRAWN, application, sealed), BRANCH);
        assertNotGenuine("ce-subject was signed as",
                message(event, MessageKind.ACCEPTED, UUID.randomUUID(), sealed), BRANCH);
    }

    @Test
    void anotherSignerIsNoticed(@TempDir Path elsewhere) throws Exception {
        var forger = KeyFolder.in(elsewhere);
        forger.write("signing/dev-1.jwk", signingKey());
        var forged = new Envelope(new SigningKeys(forger), forger)
                .seal(event, MessageKind.ACCEPTED, application, BRANCH, PAYLOAD.getBytes(UTF_8));
        assertNotGenuine("the signature is wrong", message(event, MessageKind.ACCEPTED, application, forged), BRANCH);
    }

    @Test
    void oldAndNewMessagesAreVerifiedAfterARotation() throws Exception {
        var old = message(event, MessageKind.ACCEPTED, application, sealed());
        folder.write("signing/2031-a.jwk", signingKey());
        folder.write("signing/current", "2031-a");
        restart();
        var recent = message(event, MessageKind.ACCEPTED, application, sealed());
        assertEquals(PAYLOAD, centre.open(old, BRANCH, envelope.verificationKeys()));
        assertEquals(PAYLOAD, centre.open(recent, BRANCH, envelope.verificationKeys()));
        folder.delete("signing/dev-1.jwk");
        restart();
        assertFalse(envelope.verificationKeys().contains("dev-1"));
        assertDoesNotThrow(() -> centre.open(recent, BRANCH, envelope.verificationKeys()));
        assertNotGenuine("signed with a key that is not the service's", old, BRANCH);
    }

    @Test
    void publishedKeysHaveNoPrivatePart() throws Exception {
        var published = new JsonWebKeySet(envelope.verificationKeys());
        assertEquals(1, published.getJsonWebKeys().size());
        assertEquals("dev-1", published.getJsonWebKeys().get(0).getKeyId());
        assertFalse(envelope.verificationKeys().contains("\"d\""));
    }

    @Test
    void completeFolderHasNoFaults() {
        assertEquals(List.of(), envelope.faults());
        assertEquals(List.of(), new SigningKeys(folder).faults());
    }

    @Test
    void everyBranchWithoutARecipientsKeyIsNamed() {
        folder.delete("recipients/NATIONAL_GUARD.jwk");
        folder.delete("recipients/SPECIAL_OPERATIONS.jwk");
        assertEquals(List.of("intake.keys.recipients: NATIONAL_GUARD.jwk is missing",
                "intake.keys.recipients: SPECIAL_OPERATIONS.jwk is missing"),
                faults().stream().sorted().toList());
    }

    @Test
    void privateKeyOfARecipientIsRefused() throws Exception {
        var copied = Files.readString(folder.dev().recipientsPrivate().resolve("NATIONAL_GUARD.jwk"));
        folder.write("recipients/NATIONAL_GUARD.jwk", copied);
        assertTrue(faults().get(0).endsWith("NATIONAL_GUARD.jwk holds a private key: only the recipient may"));
    }

    @Test
    void shortKeyOfARecipientIsRefused() throws Exception {
        folder.write("recipients/NATIONAL_GUARD.jwk",
                RsaJwkGenerator.generateJwk(1024).toJson(OutputControlLevel.PUBLIC_ONLY));
        assertTrue(faults().get(0).endsWith("NATIONAL_GUARD.jwk is shorter than 3072 bits"));
    }

    @Test
    void signingKeyThatCannotSignIsRefused() throws Exception {
        folder.write("signing/dev-1.jwk",
                EcJwkGenerator.generateJwk(EllipticCurves.P256).toJson(OutputControlLevel.PUBLIC_ONLY));
        assertEquals(List.of("intake.keys.signing: the current key has no private part"),
                new SigningKeys(folder).faults());
        folder.write("signing/dev-1.jwk", "{\"kty\":\"EC\",\"d\":\"secret\"}");
        var fault = new SigningKeys(folder).faults().get(0);
        assertTrue(fault.endsWith("dev-1.jwk is not a JWK of the curve P-256"), fault);
    }

    @Test
    void signingKeyOfTwoPairsIsRefused() throws Exception {
        var one = EcJwkGenerator.generateJwk(EllipticCurves.P256).toParams(OutputControlLevel.INCLUDE_PRIVATE);
        var other = EcJwkGenerator.generateJwk(EllipticCurves.P256).toParams(OutputControlLevel.INCLUDE_PRIVATE);
        one.put("d", other.get("d"));
        folder.write("signing/2031-a.jwk", JsonUtil.toJson(one));
        assertEquals(List.of("intake.keys.signing: the two parts of 2031-a do not belong together"),
                new SigningKeys(folder).faults());
    }

    @Test
    void retiredSigningKeyNeedsNoPrivatePart() throws Exception {
        folder.write("signing/2030-a.jwk",
                EcJwkGenerator.generateJwk(EllipticCurves.P256).toJson(OutputControlLevel.PUBLIC_ONLY));
        assertEquals(List.of(), new SigningKeys(folder).faults());
    }

    /**
     * The exponents are 1, which does not encrypt and which the JDK refuses, 3, which is too small, and 65536, which is
     * even.
     */
    @ParameterizedTest
    @CsvSource({"e, AQ, is not an RSA key as JWK", "e, Aw, is not a sound RSA key", "e, AQAA, is not a sound RSA key",
            "use, sig, is not for encryption (use)", "alg, RS256, is not for RSA-OAEP-256 (alg)",
            "alg, RSA-OAEP, is not for RSA-OAEP-256 (alg)"})
    void unsoundKeyOfARecipientIsRefused(String member, String value, String fault) throws Exception {
        var key = JsonUtil.parseJson(Files.readString(folder.dev().recipients().resolve("NATIONAL_GUARD.jwk")));
        key.putAll(Map.of(member, value));
        folder.write("recipients/NATIONAL_GUARD.jwk", JsonUtil.toJson(key));
        assertEquals(1, faults().size());
        assertTrue(faults().get(0).contains("NATIONAL_GUARD.jwk " + fault), faults().toString());
    }

    /** The thumbprint of RFC 7638 does not depend on the kid. */
    @Test
    void everyKeyInUseIsNamedByItsThumbprint() throws Exception {
        var signing = new SigningKeys(folder).keys();
        assertEquals(1, signing.size());
        var jwk = new JsonWebKeySet(envelope.verificationKeys()).getJsonWebKeys().get(0);
        assertEquals(new KeyInUse(KeyPurpose.SIGNING, "dev-1", jwk.calculateBase64urlEncodedThumbprint("SHA-256")),
                signing.get(0));
        var recipients = envelope.keys();
        assertEquals(6, recipients.size());
        var exchanged = RsaJwkGenerator.generateJwk(3072).toJson(OutputControlLevel.PUBLIC_ONLY);
        folder.write("recipients/NATIONAL_GUARD.jwk", exchanged);
        assertEquals(recipients, envelope.keys(), "keys are read at the start only");
        restart();
        var changed = new ArrayList<>(envelope.keys());
        changed.removeAll(recipients);
        assertEquals(List.of("NATIONAL_GUARD"), changed.stream().map(KeyInUse::id).toList());
    }

    private void assertNotGenuine(String reason, AmqpMessage message, String branch) {
        var thrown = assertThrows(NotGenuine.class,
                () -> centre.open(message, branch, envelope.verificationKeys()));
        assertTrue(thrown.getMessage().startsWith(reason), thrown.getMessage());
    }

    private List<String> faults() { return new Envelope(new SigningKeys(folder), folder).faults(); }

    private static String payload() {
        try {
            return Files.readString(Path.of("docs/examples/accepted.json")).replace("Test Alpha", "Ольга 王");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private byte[] sealed() {
        return envelope.seal(event, MessageKind.ACCEPTED, application, BRANCH, PAYLOAD.getBytes(UTF_8));
    }

    private static AmqpMessage message(UUID event, MessageKind kind, UUID application, byte[] data) {
        return new CloudEventMessage(event, MessageType.of(kind), application, "recruitment.national-guard", data,
                Instant.now()).toAmqp("/recruitment-intake");
    }

    private static String signingKey() throws Exception {
        return EcJwkGenerator.generateJwk(EllipticCurves.P256).toJson(OutputControlLevel.INCLUDE_PRIVATE);
    }
}
