package org.recruitmentintake.application.usecase;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Handover;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.WithdrawalNotice;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.MessageSealer;
import org.recruitmentintake.application.port.OutboxMessage;

/** Makes the messages for the queue: acceptances and withdrawal notices. */
@ApplicationScoped
@RegisterForReflection(targets = {Handover.class, WithdrawalNotice.class}, registerFullHierarchy = true)
public class Messages {

    private final MessageSealer sealer;
    private final ObjectMapper json;

    public Messages(MessageSealer sealer, ObjectMapper json) {
        this.sealer = sealer;
        this.json = json;
    }

    /** The message of a case that was just accepted; null for any other case. */
    public OutboxMessage ifAccepted(Application application) {
        return application.state() == State.ACCEPTED
                ? message(MessageKind.ACCEPTED, application, Handover.of(application), application.updatedAt())
                : null;
    }

    /** The notice that a case was withdrawn or erased. */
    public OutboxMessage withdrawal(Application application, Instant now) {
        return message(MessageKind.WITHDRAWN, application, new WithdrawalNotice(1, application.id(), now), now);
    }

    private OutboxMessage message(MessageKind kind, Application application, Object payload, Instant time) {
        var event = UUID.randomUUID();
        var branch = application.branch();
        try {
            var data = sealer.seal(event, kind, application.id(), branch.name(), json.writeValueAsBytes(payload));
            return new OutboxMessage(event, application.id(), kind, branch.name(), data, time, 0);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records are always written");
        }
    }

}
