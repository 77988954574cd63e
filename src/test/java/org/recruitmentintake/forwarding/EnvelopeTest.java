package org.recruitmentintake.forwarding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
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
import java.util.List;
import java.util.UUID;

import io.vertx.amqp.AmqpMessage;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recruitmentintake.application.Outbox.Kind;
import org.recruitmentintake.dev.RecruitingCentre;
import org.recruitmentintake.dev.RecruitingCentre.NotGenuine;
import org.recruitmentintake.forwarding.Envelope.SigningKeys;
import org.recruitmentintake.privacy.KeyFolder;

/** Only the recipient reads a message, and what it reads was signed for this very event. */
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
        envelope = new Envelope(new SigningKeys(folder), folder);
        centre = new RecruitingCentre(folder.dev());
    }

    @Test
    void theRecipientOpensItAndVerifiesTheSigner() throws NotGenuine {
        assertEquals(PAYLOAD,
                centre.open(message(event, Kind.ACCEPTED, application, sealed()), BRANCH, envelope.verificationKeys()));
    }

    @Test
    void anotherRecipientDoesNotOpenIt() {
        var message = message(event, Kind.ACCEPTED, application, sealed());
        assertThrows(NotGenuine.class, () -> centre.open(message, "GROUND_FORCES", envelope.verificationKeys()));
    }

    @Test
    void nothingReadableIsOnTheOutside() {
        assertFalse(new String(sealed(), US_ASCII).contains("applicant"));
        assertTrue(new String(sealed(), US_ASCII).matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){4}"), "a compact JWE");
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        var sealed = sealed();
        for (var i = 0; i < sealed.length; i += 7) {
            // Of the last character of a part some bits mean nothing.
            if (i + 1 == sealed.length || sealed[i + 1] == '.') continue;
            var changed = sealed.clone();
            changed[i] = (byte) (changed[i] == 'A' ? 'B' : 'A');
            var message = message(event, Kind.ACCEPTED, application, changed);
            assertThrows(NotGenuine.class, () -> centre.open(message, BRANCH, envelope.verificationKeys()),
                    "character " + i);
        }
    }

    @Test
    void aGenuinePayloadUnderOtherAttributesIsNoticed() {
        var sealed = sealed();
        for (var other : List.of(
                message(UUID.randomUUID(), Kind.ACCEPTED, application, sealed),
                message(event, Kind.WITHDRAWN, application, sealed),
                message(event, Kind.ACCEPTED, UUID.randomUUID(), sealed))) {
            assertThrows(NotGenuine.class, () -> centre.open(other, BRANCH, envelope.verificationKeys()));
        }
    }

    @Test
    void anotherSignerIsNoticed(@TempDir Path elsewhere) throws Exception {
        var forger = KeyFolder.in(elsewhere);
        forger.write("signing/dev-1.jwk", signingKey());
        var forged = new Envelope(new SigningKeys(forger), forger)
                .sealed(event, Kind.ACCEPTED, application, BRANCH, PAYLOAD.getBytes(UTF_8));
        var message = message(event, Kind.ACCEPTED, application, forged);
        assertThrows(NotGenuine.class, () -> centre.open(message, BRANCH, envelope.verificationKeys()));
    }

    @Test
    void afterARotationOldAndNewMessagesAreVerified() throws Exception {
        var old = message(event, Kind.ACCEPTED, application, sealed());
        folder.write("signing/2031-a.jwk", signingKey());
        folder.write("signing/current", "2031-a");
        await().untilAsserted(() -> assertTrue(envelope.verificationKeys().contains("2031-a")));
        var recent = message(event, Kind.ACCEPTED, application, sealed());
        assertEquals(PAYLOAD, centre.open(old, BRANCH, envelope.verificationKeys()));
        assertEquals(PAYLOAD, centre.open(recent, BRANCH, envelope.verificationKeys()));
        folder.delete("signing/dev-1.jwk");
        await().untilAsserted(() -> assertFalse(envelope.verificationKeys().contains("dev-1")));
        assertDoesNotThrow(() -> centre.open(recent, BRANCH, envelope.verificationKeys()));
        assertThrows(NotGenuine.class, () -> centre.open(old, BRANCH, envelope.verificationKeys()));
    }

    @Test
    void theKeysThatArePublishedHaveNoPrivatePart() throws Exception {
        var published = new JsonWebKeySet(envelope.verificationKeys());
        assertEquals(1, published.getJsonWebKeys().size());
        assertEquals("dev-1", published.getJsonWebKeys().get(0).getKeyId());
        assertFalse(envelope.verificationKeys().contains("\"d\""));
    }

    @Test
    void aCompleteFolderHasNoFaults() {
        assertEquals(List.of(), envelope.faults());
        assertEquals(List.of(), new SigningKeys(folder).faults());
    }

    @Test
    void everyBranchWithoutARecipientIsNamed() {
        folder.delete("recipients/NATIONAL_GUARD.jwk");
        folder.delete("recipients/SPECIAL_OPERATIONS.jwk");
        assertEquals(List.of("intake.keys.recipients: NATIONAL_GUARD.jwk is missing",
                "intake.keys.recipients: SPECIAL_OPERATIONS.jwk is missing"),
                envelope.faults().stream().sorted().toList());
    }

    @Test
    void aRecipientsPrivateKeyIsRefused() throws Exception {
        var copied = Files.readString(folder.dev().recipientsPrivate().resolve("NATIONAL_GUARD.jwk"));
        folder.write("recipients/NATIONAL_GUARD.jwk", copied);
        assertTrue(envelope.faults().get(0).endsWith("NATIONAL_GUARD.jwk holds a private key: only the recipient may"));
    }

    @Test
    void aShortRecipientsKeyIsRefused() throws Exception {
        folder.write("recipients/NATIONAL_GUARD.jwk",
                RsaJwkGenerator.generateJwk(1024).toJson(OutputControlLevel.PUBLIC_ONLY));
        assertTrue(envelope.faults().get(0).endsWith("NATIONAL_GUARD.jwk is shorter than 3072 bits"));
    }

    @Test
    void aSigningKeyThatCannotSignIsAFault() throws Exception {
        folder.write("signing/dev-1.jwk",
                EcJwkGenerator.generateJwk(EllipticCurves.P256).toJson(OutputControlLevel.PUBLIC_ONLY));
        assertEquals(List.of("intake.keys.signing: the current key has no private part"),
                new SigningKeys(folder).faults());
        folder.write("signing/dev-1.jwk", "{\"kty\":\"EC\",\"d\":\"secret\"}");
        var fault = new SigningKeys(folder).faults().get(0);
        assertTrue(fault.endsWith("dev-1.jwk is not a JWK of the curve P-256"), fault);
    }

    private static String payload() {
        try {
            return Files.readString(Path.of("docs/examples/accepted.json")).replace("Test Alpha", "Ольга 王");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private byte[] sealed() {
        return envelope.sealed(event, Kind.ACCEPTED, application, BRANCH, PAYLOAD.getBytes(UTF_8));
    }

    private static AmqpMessage message(UUID event, Kind kind, UUID application, byte[] data) {
        return new CloudEventMessage(event, MessageType.of(kind), application, "recruitment.national-guard", data,
                Instant.now()).toAmqp("/recruitment-intake");
    }

    private static String signingKey() throws Exception {
        return EcJwkGenerator.generateJwk(EllipticCurves.P256).toJson(OutputControlLevel.INCLUDE_PRIVATE);
    }
}
