package org.recruitmentintake.forwarding.message;

import java.time.Instant;
import java.util.UUID;

import io.vertx.amqp.AmqpMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.recruitmentintake.application.port.ClaimedMessage;

/**
 * A CloudEvent around a sealed payload, in binary mode (AMQP protocol binding 1.0). A resend is the same to the last
 * byte.
 *
 * @param subject the application; of a test message its own id
 * @param address where it goes now; it is not stored, so that a changed setting holds for messages that wait
 */
public record CloudEventMessage(UUID id, MessageType type, UUID subject, String address, byte[] data, Instant time) {

    /** The binding prefers this prefix to {@code cloudEvents:}: names of JMS properties allow no colon. */
    private static final String PREFIX = "cloudEvents_";

    public static CloudEventMessage of(ClaimedMessage row, String address) {
        return new CloudEventMessage(row.id(), MessageType.of(row.kind()), row.application(), address, row.data(),
                row.time());
    }

    /** @param source which installation sends it */
    public AmqpMessage toAmqp(String source) {
        return AmqpMessage.create()
                // The broker keeps it over a restart.
                .durable(true)
                .id(id.toString())
                .address(address)
                .contentType("application/jose")
                .applicationProperties(new JsonObject()
                        .put(PREFIX + "specversion", "1.0")
                        .put(PREFIX + "id", id.toString())
                        .put(PREFIX + "source", source)
                        .put(PREFIX + "type", type.text())
                        .put(PREFIX + "subject", subject.toString())
                        .put(PREFIX + "time", time.toString()))
                .withBufferAsBody(Buffer.buffer(data))
                .build();
    }
}
