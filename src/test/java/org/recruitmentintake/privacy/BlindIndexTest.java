package org.recruitmentintake.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.HexFormat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The index of a document is always the same. Other documents, keys and purposes have other hashes. */
class BlindIndexTest {

    private BlindIndex index;

    @BeforeEach
    void keys(@TempDir Path directory) {
        index = new BlindIndex(KeyFolder.in(directory));
    }

    @Test
    void sameDocumentHasTheSameIndex() {
        assertArrayEquals(index.of("IT", "YA1234567"), index.of("IT", "YA1234567"));
    }

    @ParameterizedTest
    @CsvSource({
            "IT, YA1234567,    IT,  YA1234568",
            "IT, YA1234567,    FR,  YA1234567",
            "IT, 1234567,      ITA, 234567",
            "IT, A1234567,     ITA, 1234567"})
    void differentDocumentsHaveDifferentIndexes(String country, String number, String otherCountry,
            String otherNumber) {
        assertNotEquals(hex(index.of(country, number)), hex(index.of(otherCountry, otherNumber)));
    }

    @Test
    void anotherKeyGivesAnotherIndex(@TempDir Path elsewhere) {
        var folder = KeyFolder.in(elsewhere);
        folder.write("blind-index", KeyFolder.randomKey());
        var other = new BlindIndex(folder);
        assertNotEquals(hex(index.of("IT", "YA1234567")), hex(other.of("IT", "YA1234567")));
    }

    @Test
    void purposesHaveDifferentHashes() {
        var body = "same".getBytes(UTF_8);
        assertNotEquals(hex(index.fingerprint(body)), hex(index.keyHash("same")));
        assertEquals(hex(index.keyHash("same")), hex(index.keyHash("same")));
    }

    @Test
    void hashHas32Bytes() {
        assertEquals(32, index.fingerprint(new byte[] {1}).length);
    }

    private static String hex(byte[] bytes) { return HexFormat.of().formatHex(bytes); }
}
