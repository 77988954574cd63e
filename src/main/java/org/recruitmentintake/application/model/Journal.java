package org.recruitmentintake.application.model;

import java.util.List;

/**
 * A page of a journal.
 *
 * @param more whether entries follow
 */
public record Journal(List<JournalLine> lines, boolean more) {}
