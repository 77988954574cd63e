package org.recruitmentintake.api.dto.view;

import java.util.UUID;

import org.recruitmentintake.application.port.SentTestMessage;
import org.recruitmentintake.application.port.TestMessageResult;
import org.recruitmentintake.eligibility.facts.Branch;

/** The broker's answer to a test message. */
public record TestMessageView(UUID id,
        String type,
        Branch branch,
        String address,
        TestMessageResult result,
        String code) {

    public static TestMessageView of(SentTestMessage sent) {
        return new TestMessageView(sent.id(), sent.type(), sent.branch(), sent.address(), sent.result(),
                sent.code());
    }
}
