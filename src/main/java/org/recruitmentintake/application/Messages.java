package org.recruitmentintake.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.recruitmentintake.application.Casebook.Message;
import org.recruitmentintake.application.Outbox.Kind;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Makes the messages that go to the queue: an accepted application to its branch, and the notice that one is withdrawn. */
@ApplicationScoped
public class Messages {

    private final Envelopes envelopes;
    private final ObjectMapper json;

    public Messages(Envelopes envelopes, ObjectMapper json) {
        this.envelopes = envelopes;
        this.json = json;
    }

    /** The message of a case that has just been accepted; null for any other. */
    public Message ifAccepted(Application application) {
        return application.state() == State.ACCEPTED ? message(Kind.ACCEPTED, application, Handover.of(application)) : null;
    }

    /** The notice of a case that is withdrawn or erased. */
    public Message withdrawal(Application application, Instant now) {
        return message(Kind.WITHDRAWN, application, new Handover.Withdrawal(1, application.id(), now));
    }

    private Message message(Kind kind, Application application, Object payload) {
        var event = UUID.randomUUID();
        var branch = application.branch();
        try {
            var data = envelopes.sealed(event, kind, application.id(), branch.name(), json.writeValueAsBytes(payload));
            return new Message(event, kind, "recruitment." + branch.kebab(), data, application.updatedAt());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records are always written");
        }
    }
}
