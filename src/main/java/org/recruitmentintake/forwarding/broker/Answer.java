package org.recruitmentintake.forwarding.broker;

/**
 * The answer to one delivery.
 *
 * @param code the AMQP error condition, or a code of this service; never a text of the broker
 */
public record Answer(DeliveryOutcome outcome, String code) {}
