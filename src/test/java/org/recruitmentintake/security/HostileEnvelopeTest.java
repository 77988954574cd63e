package org.recruitmentintake.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.recruitmentintake.privacy.AssociatedData;
import org.recruitmentintake.privacy.DataKey;
import org.recruitmentintake.privacy.KeyFolder;
import org.recruitmentintake.privacy.TamperedException;
import org.recruitmentintake.privacy.Vault;

/** A sealed value can be opened only unchanged and in its own row and column. */
class HostileEnvelopeTest {

    private static final UUID CASE = UUID.fromString("7b1b6a52-6f3f-4a39-9a63-9d4f3f0d9a11");
    private static final AssociatedData HERE = new AssociatedData("application", CASE, "dossier");
    private static final Vault VAULT = vault();
    private static final DataKey KEY = VAULT.newKey(CASE);

    @Property(tries = 1000)
    void sealedValueOpens(@ForAll @Size(max = 2000) byte[] plain) {
        assertArrayEquals(plain, VAULT.open(KEY, HERE, VAULT.seal(KEY, HERE, plain)));
    }

    @Property(tries = 2000)
    void noBitCanBeChanged(@ForAll @Size(max = 200) byte[] plain, @ForAll @IntRange(max = 100_000) int at,
            @ForAll @IntRange(max = 7) int bit) {
        var sealed = VAULT.seal(KEY, HERE, plain);
        sealed[at % sealed.length] ^= (byte) (1 << bit);
        assertDoesNotOpen(KEY, HERE, sealed);
    }

    @Property(tries = 1000)
    void nothingCanBeCutOrAdded(@ForAll @Size(max = 200) byte[] plain, @ForAll @IntRange(max = 300) int length,
            @ForAll @Size(min = 1, max = 20) byte[] more) {
        var sealed = VAULT.seal(KEY, HERE, plain);
        if (length != sealed.length) assertDoesNotOpen(KEY, HERE, Arrays.copyOf(sealed, length));
        var longer = Arrays.copyOf(sealed, sealed.length + more.length);
        System.arraycopy(more, 0, longer, sealed.length, more.length);
        assertDoesNotOpen(KEY, HERE, longer);
    }

    @Property(tries = 1000)
    void arbitraryBytesDoNotOpen(@ForAll @Size(max = 300) byte[] bytes) {
        assertDoesNotOpen(KEY, HERE, bytes);
        var started = bytes.clone();
        if (started.length > 0) started[0] = 1;
        assertDoesNotOpen(KEY, HERE, started);
        assertThrows(TamperedException.class, () -> VAULT.unwrap(CASE, KEY.keyId(), started));
    }

    /** Another row, column or table, or the same text split differently between table and row. */
    @Property(tries = 1000)
    void valueMovedToAnotherPlaceDoesNotOpen(@ForAll String table, @ForAll String row, @ForAll String purpose) {
        var there = new AssociatedData(table, row, purpose);
        Assume.that(!there.equals(HERE));
        assertDoesNotOpen(KEY, there, VAULT.seal(KEY, HERE, new byte[] {1, 2, 3}));
        assertDoesNotOpen(KEY, new AssociatedData("applicatio", "n" + CASE, "dossier"),
                VAULT.seal(KEY, HERE, new byte[] {1}));
    }

    @Property(tries = 200)
    void keyOfAnotherCaseDoesNotOpen(@ForAll @Size(max = 100) byte[] plain, @ForAll long other) {
        var id = new UUID(other, 1);
        assertDoesNotOpen(VAULT.newKey(id), HERE, VAULT.seal(KEY, HERE, plain));
        assertThrows(TamperedException.class, () -> VAULT.unwrap(id, KEY.keyId(), KEY.wrapped()));
    }

    /** Sealing a value twice gives different bytes. */
    @Property(tries = 200)
    void repeatedSealingLooksDifferent(@ForAll @Size(max = 100) byte[] plain) {
        var one = VAULT.seal(KEY, HERE, plain);
        var other = VAULT.seal(KEY, HERE, plain);
        assertFalse(Arrays.equals(Arrays.copyOf(one, 13), Arrays.copyOf(other, 13)), "the nonces differ");
        assertEquals(one.length, other.length);
    }

    private static void assertDoesNotOpen(DataKey key, AssociatedData place, byte[] sealed) {
        var refused = assertThrows(TamperedException.class, () -> VAULT.open(key, place, sealed));
        assertEquals("a sealed value cannot be opened", refused.getMessage());
    }

    private static Vault vault() {
        try {
            return new Vault(KeyFolder.in(Files.createTempDirectory(Path.of("target"), "keys")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
