package org.recruitmentintake.application.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.recruitmentintake.application.model.JournalAction.READ;
import static org.recruitmentintake.application.model.JournalAction.SUBMITTED;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;

/** The bytes of an entry contain all its values, and their format never changes. */
class JournalEntryTest {

    private static final Instant AT = Instant.parse("2031-03-01T10:15:30.123456Z");

    @Test
    void bytesOfAnEntryNeverChange() {
        var entry = new JournalEntry(AT, "portal-1", "portal-1", "portal", SUBMITTED, null);
        assertEquals("01" + "0006db709a3316c0"
                + "00000008" + "706f7274616c2d31"
                + "00000008" + "706f7274616c2d31"
                + "00000006" + "706f7274616c"
                + "00000009" + "5355424d4954544544"
                + "ffffffff", HexFormat.of().formatHex(entry.bytes()));
    }

    @Test
    void entryHasThePrecisionOfTheDatabase() {
        var entry = new JournalEntry(AT.plusNanos(789), "c", "a", "portal", READ, null);
        assertEquals(AT, entry.at());
        assertArrayEquals(new JournalEntry(AT, "c", "a", "portal", READ, null).bytes(), entry.bytes());
    }

    @Test
    void differentEntriesHaveDifferentBytes() {
        var entries = List.of(
                new JournalEntry(AT, "ab", "c", "portal", READ, null),
                new JournalEntry(AT, "a", "bc", "portal", READ, null),
                new JournalEntry(AT, "ab", "c", "portal", READ, ""),
                new JournalEntry(AT, "ab", "c", "portal", SUBMITTED, null),
                new JournalEntry(AT.plusNanos(1000), "ab", "c", "portal", READ, null),
                new JournalEntry(AT, "ab", "c", "reviewer", READ, null));
        for (var one : entries) {
            for (var other : entries) {
                assertFalse(one != other && Arrays.equals(one.bytes(), other.bytes()), one + " and " + other);
            }
        }
    }
}
