package org.recruitmentintake.api.dto.view;

/** What the check of a part of the journal comes to. */
public record JournalVerificationView(
        boolean intact,
        Integer firstFault,
        Integer next) {
}
