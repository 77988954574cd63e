package org.recruitmentintake.application.model;

import java.time.Instant;

/**
 * A person's reads in a period.
 *
 * @param cases how many different cases
 * @param reads how many entries; repeated reads within minutes are one
 * @param lists how many pages of lists; repeated reads within minutes are one
 * @param listed how many rows these pages had
 */
public record ReaderCount(String client, String person, String role, long cases, long reads, long lists, long listed,
        Instant last) {
}
