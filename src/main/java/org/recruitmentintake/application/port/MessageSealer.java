package org.recruitmentintake.application.port;

import java.util.UUID;

/** Signs a message and encrypts it to its recipient. */
public interface MessageSealer {

    /**
     * Signed by this service, then sealed to the recipient of the branch. Made once and stored: a second call for the
     * same event gives other bytes.
     *
     * @param event id of the CloudEvent
     * @param payloadJson what the recipient gets to read, UTF-8
     * @return the {@code data} of the CloudEvent, of content type {@code application/jose}
     */
    byte[] seal(UUID event, MessageKind kind, UUID application, String branch, byte[] payloadJson);

    /** The public keys that recipients verify with, the retired ones too, as a JWK set (RFC 7517). */
    String verificationKeys();
}
