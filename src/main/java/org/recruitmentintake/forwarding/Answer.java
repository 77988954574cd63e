package org.recruitmentintake.forwarding;

/**
 * The answer to one delivery.
 *
 * @param code the AMQP error condition, or a code of ours; never a text of the broker
 */
record Answer(Outcome outcome, String code) {}
