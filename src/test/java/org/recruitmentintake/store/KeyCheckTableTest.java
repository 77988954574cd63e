package org.recruitmentintake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.privacy.keys.KeyInUse;
import org.recruitmentintake.privacy.keys.KeyPurpose;

/** A check value is written once and never replaced. */
class KeyCheckTableTest {

    private static final String ONE = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    private OwnDatabase database;
    private KeyCheckTable table;

    @BeforeEach
    void create() throws SQLException {
        database = new OwnDatabase();
        table = new KeyCheckTable(database.app());
    }

    @AfterEach
    void drop() throws SQLException { database.close(); }

    @Test
    void checkValueIsRecordedOnceAndNeverReplaced() {
        for (var purpose : new KeyPurpose[] {KeyPurpose.SEALING, KeyPurpose.BLIND_INDEX}) {
            assertEquals(Optional.of(ONE), table.findOrRecord(new KeyInUse(purpose, "k", ONE)));
            assertEquals(Optional.of(ONE), table.findOrRecord(new KeyInUse(purpose, "k", OTHER)), "not replaced");
            assertEquals(Optional.of(ONE), table.findOrRecord(new KeyInUse(purpose, "k", ONE)));
        }
    }

    @Test
    void lostCheckValueIsNotRecordedWhileCasesNeedTheKey() throws SQLException {
        // This case is sealed with the key k.
        database.accepted("recruitment.ground-forces", new byte[] {1});
        assertEquals(Optional.empty(), table.findOrRecord(new KeyInUse(KeyPurpose.SEALING, "k", ONE)));
        assertEquals(Optional.empty(), table.findOrRecord(new KeyInUse(KeyPurpose.BLIND_INDEX, "key", ONE)));
        assertEquals("0", database.one("SELECT count(*) FROM key_check"));
    }

    @Test
    void newSealingKeyIsRecordedWhileThereAreCases() throws SQLException {
        database.accepted("recruitment.ground-forces", new byte[] {1});
        assertEquals(Optional.of(ONE), table.findOrRecord(new KeyInUse(KeyPurpose.SEALING, "2031-a", ONE)));
    }

    /** The key of the blind index also computes the hash of Idempotency-Keys, which stays after erasure. */
    @Test
    void erasedCaseNeedsTheBlindIndexKeyOnly() throws SQLException {
        UUID erased = database.accepted("recruitment.ground-forces", new byte[] {1}).application();
        database.update("""
                UPDATE application SET state = 'ERASED', key_id = NULL, wrapped_key = NULL, dossier = NULL WHERE id = ?
                """, erased);
        assertEquals(Optional.empty(), table.findOrRecord(new KeyInUse(KeyPurpose.BLIND_INDEX, "key", ONE)));
        assertEquals(Optional.of(ONE), table.findOrRecord(new KeyInUse(KeyPurpose.SEALING, "k", ONE)));
    }
}
