package org.recruitmentintake.forwarding.broker;

/** The broker's answer to one delivery. Only {@link #ACCEPTED} removes the message from the outbox. */
public enum DeliveryOutcome {
    /** The broker has stored it. */
    ACCEPTED,
    /** This message is refused; others are not. */
    REFUSED,
    /** Returned for now; the message is not at fault. */
    TURNED_BACK,
    /** The address takes no messages now. */
    CLOSED,
    /** No answer: the message may have arrived or not. */
    LOST
}
