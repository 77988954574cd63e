package org.recruitmentintake.eligibility;

/**
 * The two questions that the conditions answer: may the embassy give travel instructions (embassy route only), and is
 * this a valid application for the queue?
 */
public enum Gate {
    CLEARANCE, HAND_OVER
}
