package org.recruitmentintake.application.model;

import java.util.OptionalInt;

/**
 * A part of a journal that was checked.
 *
 * @param firstFault the number of the first entry that was changed, removed, moved or cut off; empty if the part is
 *            intact
 * @param next the number after which to continue; empty after a fault, or at the end
 */
public record JournalVerification(OptionalInt firstFault, OptionalInt next) {}
