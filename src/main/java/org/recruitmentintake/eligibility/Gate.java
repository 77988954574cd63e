package org.recruitmentintake.eligibility;

/**
 * The two questions asked of the same conditions: may the embassy give travel instructions (embassy route only), and is
 * this a valid application that goes to the queue?
 */
public enum Gate {
    CLEARANCE, HAND_OVER
}
