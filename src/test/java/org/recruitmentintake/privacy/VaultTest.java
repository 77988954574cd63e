package org.recruitmentintake.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sealed value opens only with its key and in its column and row. HostileEnvelopeTest tries arbitrary values. */
class VaultTest {

    private static final byte[] DOSSIER = "{\"name\":\"Ольга 王 de la Cruz\"}".getBytes(UTF_8);

    private final UUID application = UUID.randomUUID();
    private final AssociatedData column = new AssociatedData("application", application, "dossier");
    private KeyFolder folder;
    private Vault vault;

    @BeforeEach
    void keys(@TempDir Path directory) {
        folder = KeyFolder.in(directory);
        vault = new Vault(folder);
    }

    @Test
    void sealedValueOpensAgain() {
        var key = vault.newKey(application);
        var sealed = vault.seal(key, column, DOSSIER);
        var stored = vault.unwrap(application, key.keyId(), key.wrapped());
        assertArrayEquals(DOSSIER, vault.open(stored, column, sealed));
        assertArrayEquals(new byte[0], vault.open(stored, column, vault.seal(key, column, new byte[0])));
    }

    @Test
    void everyDataKeyIsWrappedIntoOtherBytes() {
        assertNotEquals(text(vault.newKey(application).wrapped()), text(vault.newKey(application).wrapped()));
    }

    @Test
    void everyFlippedBitIsNoticed() {
        var key = vault.newKey(application);
        var sealed = vault.seal(key, column, DOSSIER);
        for (var bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
            var changed = flipped(sealed, bit);
            assertThrows(TamperedException.class, () -> vault.open(key, column, changed), "bit " + bit);
        }
    }

    @Test
    void everyCutIsNoticed() {
        var key = vault.newKey(application);
        var sealed = vault.seal(key, column, DOSSIER);
        for (var length = 0; length < sealed.length; length++) {
            var cut = Arrays.copyOf(sealed, length);
            assertThrows(TamperedException.class, () -> vault.open(key, column, cut), length + " bytes");
        }
    }

    @Test
    void valueInAnotherTableRowOrColumnDoesNotOpen() {
        var key = vault.newKey(application);
        var sealed = vault.seal(key, column, DOSSIER);
        for (var other : new AssociatedData[] {
                new AssociatedData("idempotency", application, "dossier"),
                new AssociatedData("application", UUID.randomUUID(), "dossier"),
                new AssociatedData("application", application, "answer"),
                // The same letters, divided at another position.
                new AssociatedData("applicatio", "n" + application, "dossier")}) {
            assertThrows(TamperedException.class, () -> vault.open(key, other, sealed), other.toString());
        }
    }

    @Test
    void everyFlippedBitOfAWrappedKeyIsNoticed() {
        var key = vault.newKey(application);
        for (var bit = 0; bit < key.wrapped().length * Byte.SIZE; bit++) {
            var changed = flipped(key.wrapped(), bit);
            assertThrows(TamperedException.class, () -> vault.unwrap(application, key.keyId(), changed), "bit " + bit);
        }
    }

    @Test
    void addedKeyIsUsedAfterTheNextStart() {
        var old = vault.newKey(application);
        var sealed = vault.seal(old, column, DOSSIER);
        folder.addSealingKey("2031-a");
        folder.write("sealing/current", "2031-a");
        assertEquals("dev-1", vault.newKey(application).keyId(), "keys are read once");

        var restarted = new Vault(folder);
        assertEquals("2031-a", restarted.newKey(application).keyId());
        assertArrayEquals(DOSSIER,
                restarted.open(restarted.unwrap(application, old.keyId(), old.wrapped()), column, sealed));
        var renewed = restarted.rewrap(application, old);
        assertEquals("2031-a", renewed.keyId());
        folder.delete("sealing/" + old.keyId());
        var later = new Vault(folder);
        assertArrayEquals(DOSSIER, later.open(later.unwrap(application, "2031-a", renewed.wrapped()), column, sealed));
    }

    @Test
    void missingSealingKeyIsNamedByItsId() {
        var key = vault.newKey(application);
        var failure = assertThrows(IllegalStateException.class, () -> vault.unwrap(application, "gone", key.wrapped()));
        assertEquals("there is no sealing key gone", failure.getMessage());
    }

    @Test
    void dataKeyIsNeverPrinted() {
        var key = vault.newKey(application);
        assertFalse(key.toString().contains(Base64.getEncoder().encodeToString(key.key().getEncoded())));
        assertEquals("DataKey[wrapped with dev-1]", key.toString());
    }

    private static byte[] flipped(byte[] value, int bit) {
        var changed = value.clone();
        changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return changed;
    }

    private static String text(byte[] value) { return Base64.getEncoder().encodeToString(value); }
}
