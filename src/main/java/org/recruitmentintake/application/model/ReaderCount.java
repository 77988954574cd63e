package org.recruitmentintake.application.model;

import java.time.Instant;

/**
 * A person's reads in a period.
 *
 * @param cases how many different cases
 * @param reads how many entries; repeated reads within minutes are one
 */
public record ReaderCount(String client, String person, String role, long cases, long reads, Instant last) {
}
