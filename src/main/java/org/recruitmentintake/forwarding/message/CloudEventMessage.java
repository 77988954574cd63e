package org.recruitmentintake.forwarding.message;

import java.time.Instant;
import java.util.UUID;

import io.vertx.amqp.AmqpMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.recruitmentintake.application.port.OutboxMessage;

/**
 * A CloudEvent with a sealed payload, in binary mode (AMQP protocol binding 1.0). A resend has the same bytes.
 *
 * @param subject the id of the application; of a test message its own id
 * @param address the current address; not stored, so that a changed setting applies to waiting messages
 */
public record CloudEventMessage(UUID id, MessageType type, UUID subject, String address, byte[] data, Instant time) {

    /** The binding prefers this prefix to {@code cloudEvents:}: names of JMS properties allow no colon. */
    private static final String PREFIX = "cloudEvents_";

    public static CloudEventMessage of(OutboxMessage row, String address) {
        return new CloudEventMessage(row.id(), MessageType.of(row.kind()), row.application(), address, row.data(),
                row.time());
    }

    /** @param source the sending installation */
    public AmqpMessage toAmqp(String source) {
        return AmqpMessage.create()
                // The broker keeps it across a restart.
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
