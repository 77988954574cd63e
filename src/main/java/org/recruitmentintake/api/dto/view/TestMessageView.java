package org.recruitmentintake.api.dto.view;

import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.application.port.SentTestMessage;
import org.recruitmentintake.application.port.TestMessageResult;
import org.recruitmentintake.eligibility.facts.Branch;

/** The broker's answer to a test message. */
@Schema(name = "TestMessage", description = "A test message, and what the broker answered.")
public record TestMessageView(@Schema(required = true, description = "The id of the CloudEvent.") UUID id,
        @Schema(required = true, examples = "org.recruitmentintake.test.v1") String type,
        @Schema(required = true) Branch branch,
        @Schema(required = true, description = "The queue it was sent to.",
                examples = "recruitment.ground-forces") String address,
        @Schema(required = true,
                description = "`ACCEPTED`: the broker has stored it. `REFUSED`: by the broker or the queue. `UNAVAILABLE`: there"
                        + " was no connection, or no answer.") TestMessageResult result,
        @Schema(required = true, description = "The reason as a code.", examples = "accepted") String code) {

    public static TestMessageView of(SentTestMessage sent) {
        return new TestMessageView(sent.id(), sent.type(), sent.branch(), sent.address(), sent.result(),
                sent.code());
    }
}
