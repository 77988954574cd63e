package org.recruitmentintake.application.port;

import java.util.UUID;

/** Signs a message and encrypts it to its recipient. */
public interface MessageSealer {

    /**
     * Signs the payload, then seals it to the recipient of the branch. The caller stores the result, since a second
     * call gives other bytes.
     *
     * @param event id of the CloudEvent
     * @param payloadJson what the recipient reads, in UTF-8
     * @return the {@code data} of the CloudEvent, of content type {@code application/jose}
     */
    byte[] seal(UUID event, MessageKind kind, UUID application, String branch, byte[] payloadJson);

    /** The public keys with which recipients verify messages, retired ones included, as a JWK set (RFC 7517). */
    String verificationKeys();
}
