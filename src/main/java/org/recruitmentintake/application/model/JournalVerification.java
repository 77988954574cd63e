package org.recruitmentintake.application.model;

import java.util.OptionalInt;

/**
 * A part of a journal that was checked.
 *
 * @param firstFault the number of the first entry in it that is not as it was written: changed, removed, moved or cut
 *            off; empty if all of the part is
 * @param next the number to go on after; empty if a fault was found, or the end was reached
 */
public record JournalVerification(OptionalInt firstFault, OptionalInt next) {
}
