package org.recruitmentintake.embassy;

/** How an applicant first contacts the embassy; the instructions name these three. */
public enum Channel {
    IN_PERSON, PHONE, EMAIL
}
