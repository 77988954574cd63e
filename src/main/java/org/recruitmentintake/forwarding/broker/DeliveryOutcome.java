package org.recruitmentintake.forwarding.broker;

/** How the broker answered one delivery. Only {@link #ACCEPTED} lets the message leave the outbox. */
public enum DeliveryOutcome {
    /** The broker has stored it. */
    ACCEPTED,
    /** This message is refused; others are not. */
    REFUSED,
    /** Returned for now, through no fault of the message. */
    TURNED_BACK,
    /** The address takes no messages at present. */
    CLOSED,
    /** No answer: it may have arrived or not. */
    LOST
}
