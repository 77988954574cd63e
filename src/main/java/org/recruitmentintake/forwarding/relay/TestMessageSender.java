package org.recruitmentintake.forwarding.relay;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.recruitmentintake.application.port.SentTestMessage;
import org.recruitmentintake.application.port.TestMessageResult;
import org.recruitmentintake.application.port.TestMessages;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.forwarding.broker.Answer;
import org.recruitmentintake.forwarding.broker.BrokerClient;
import org.recruitmentintake.forwarding.broker.BrokerSettings;
import org.recruitmentintake.forwarding.broker.BrokerUnavailableException;
import org.recruitmentintake.forwarding.broker.DeliveryOutcome;
import org.recruitmentintake.forwarding.message.CloudEventMessage;
import org.recruitmentintake.forwarding.message.Envelope;
import org.recruitmentintake.forwarding.message.MessageType;

/** Sends each test message on a connection of its own, so that the relay's connection is not affected. */
@ApplicationScoped
public class TestMessageSender implements TestMessages {

    private final Vertx vertx;
    private final BrokerSettings settings;
    private final Envelope envelope;
    private final RelayConfig config;
    private final Clock clock;

    public TestMessageSender(Vertx vertx, BrokerSettings settings, Envelope envelope,
            RelayConfig config, Clock clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.envelope = envelope;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public SentTestMessage send(Branch branch) {
        var message = message(branch);
        var answer = send(message);
        var result = switch (answer.outcome()) {
            case ACCEPTED -> TestMessageResult.ACCEPTED;
            case REFUSED, TURNED_BACK, CLOSED -> TestMessageResult.REFUSED;
            case LOST -> TestMessageResult.UNAVAILABLE;
        };
        return new SentTestMessage(message.id(), message.type().text(), branch, message.address(), result,
                answer.code());
    }

    private Answer send(CloudEventMessage message) {
        var broker = new BrokerClient(vertx, settings);
        try {
            broker.connect();
            return broker.send(List.of(message), config.settlementTimeout(), () -> {}).get(message.id());
        } catch (BrokerUnavailableException unavailable) {
            return new Answer(DeliveryOutcome.LOST, unavailable.getMessage());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return new Answer(DeliveryOutcome.LOST, "interrupted");
        } finally {
            broker.disconnect();
        }
    }

    private CloudEventMessage message(Branch branch) {
        var id = UUID.randomUUID();
        var now = clock.instant();
        var payload = new JsonObject().put("format", 1).put("message", id.toString()).put("sentAt", now.toString());
        return new CloudEventMessage(id, MessageType.TEST, id, settings.addressOf(branch.name()),
                envelope.seal(id, MessageType.TEST, id, branch.name(), payload.toBuffer().getBytes()), now);
    }
}
