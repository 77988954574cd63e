package org.recruitmentintake.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.recruitmentintake.forwarding.message.Envelope;
import org.recruitmentintake.forwarding.message.SigningKeys;
import org.recruitmentintake.privacy.BlindIndex;
import org.recruitmentintake.privacy.Vault;
import org.recruitmentintake.privacy.keys.KeyInUse;
import org.recruitmentintake.privacy.keys.KeysConfig;
import org.recruitmentintake.privacy.keys.StartupCheck;

/** Reads keys as the service reads them at its start. */
record StoredKeys(Optional<Path> sealing, Optional<Path> blindIndex, Optional<Path> signing, Optional<Path> recipients)
        implements KeysConfig {

    private static final Optional<Path> NONE = Optional.empty();

    static List<KeyInUse> sealing(Path folder) {
        return read(new Vault(new StoredKeys(Optional.of(folder), NONE, NONE, NONE)));
    }

    static List<KeyInUse> blindIndex(Path file) {
        return read(new BlindIndex(new StoredKeys(NONE, Optional.of(file), NONE, NONE)));
    }

    static List<KeyInUse> signing(Path folder) {
        return read(new SigningKeys(new StoredKeys(NONE, NONE, Optional.of(folder), NONE)));
    }

    static List<KeyInUse> recipients(Path folder) {
        return read(new Envelope(null, new StoredKeys(NONE, NONE, NONE, Optional.of(folder))));
    }

    /** @throws IllegalArgumentException with every fault of the keys */
    private static List<KeyInUse> read(StartupCheck part) {
        if (part.faults().isEmpty()) return part.keys();
        throw new IllegalArgumentException(String.join("\n", part.faults()));
    }
}
