package org.recruitmentintake.api.dto.view;

/** The result of the verification of a part of the journal. */
public record JournalVerificationView(boolean intact, Integer firstFault, Integer next) {}
