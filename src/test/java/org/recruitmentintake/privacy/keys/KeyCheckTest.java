package org.recruitmentintake.privacy.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recruitmentintake.privacy.BlindIndex;
import org.recruitmentintake.privacy.KeyFolder;
import org.recruitmentintake.privacy.RequiredSettingsTest;
import org.recruitmentintake.privacy.Vault;

/** A key that is not the recorded one stops the start. */
class KeyCheckTest {

    private final Map<String, String> recorded = new HashMap<>();
    private boolean databaseIsAway;
    private boolean rowIsLost;
    private KeyFolder folder;

    @BeforeEach
    void keys(@TempDir Path directory) { folder = KeyFolder.in(directory); }

    @Test
    void sameKeysPassEachStart() {
        for (var start = 0; start < 2; start++) {
            var check = newCheck();
            check.onStart(new StartupEvent());
            assertTrue(check.hasPassed());
        }
    }

    @Test
    void anotherSealingKeyUnderTheSameIdStopsTheStart() {
        newCheck().onStart(new StartupEvent());
        folder.addSealingKey("dev-1");
        var stopped = assertThrows(ConfigurationException.class, () -> newCheck().onStart(new StartupEvent()));
        assertTrue(stopped.getMessage().contains("sealing key dev-1 (check value "), stopped.getMessage());
        assertFalse(stopped.getMessage().contains("blind-index"), stopped.getMessage());
    }

    @Test
    void anotherKeyOfTheBlindIndexStopsTheStart() {
        newCheck().onStart(new StartupEvent());
        folder.write("blind-index", KeyFolder.randomKey());
        var stopped = assertThrows(ConfigurationException.class, () -> newCheck().onStart(new StartupEvent()));
        assertTrue(stopped.getMessage().contains("blind-index key key"), stopped.getMessage());
        assertFalse(stopped.getMessage().contains("sealing"), stopped.getMessage());
    }

    @Test
    void lostRowStopsTheStart() {
        rowIsLost = true;
        var stopped = assertThrows(ConfigurationException.class, () -> newCheck().onStart(new StartupEvent()));
        assertTrue(stopped.getMessage().contains("its row in key_check is lost"), stopped.getMessage());
    }

    @Test
    void missingDatabaseDelaysTheComparison() {
        databaseIsAway = true;
        var check = newCheck();
        check.onStart(new StartupEvent());
        assertFalse(check.hasPassed());
        check.retry();
        assertFalse(check.hasPassed());
        databaseIsAway = false;
        check.retry();
        assertTrue(check.hasPassed());
    }

    @Test
    void checkValueDependsOnKeyAndPurpose() {
        var key = new byte[32];
        var other = new byte[32];
        other[31] = 1;
        var value = KeyInUse.secret(KeyPurpose.SEALING, "a", key).thumbprint();
        assertEquals(value, KeyInUse.secret(KeyPurpose.SEALING, "b", key).thumbprint());
        assertNotEquals(value, KeyInUse.secret(KeyPurpose.SEALING, "a", other).thumbprint());
        assertNotEquals(value, KeyInUse.secret(KeyPurpose.BLIND_INDEX, "a", key).thumbprint());
        assertTrue(value.matches("[0-9a-f]{32}"), value);
    }

    private KeyCheck newCheck() {
        return new KeyCheck(RequiredSettingsTest.injected(new Vault(folder), new BlindIndex(folder)), key -> {
            if (databaseIsAway) throw new KeyCheckUnavailableException(null);
            if (rowIsLost) return Optional.empty();
            return Optional.of(recorded.computeIfAbsent(key.purpose() + key.id(), first -> key.thumbprint()));
        });
    }
}
