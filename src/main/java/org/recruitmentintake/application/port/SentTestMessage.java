package org.recruitmentintake.application.port;

import java.util.UUID;

import org.recruitmentintake.eligibility.facts.Branch;

/**
 * A test message that was sent, and the broker's answer.
 *
 * @param id of the CloudEvent
 * @param code the reason, as an AMQP error condition or a code of this service
 */
public record SentTestMessage(UUID id, String type, Branch branch, String address, TestMessageResult result,
        String code) {}
