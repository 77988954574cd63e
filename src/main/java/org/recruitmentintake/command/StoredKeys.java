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

    /**
     * @param kind as the command {@code keys print} names it
     * @return empty if there is no such kind
     * @throws IllegalArgumentException with every fault of the keys
     */
    static Optional<List<KeyInUse>> read(String kind, Path path) {
        var only = Optional.of(path);
        StartupCheck part = switch (kind) {
            case "sealing" -> new Vault(new StoredKeys(only, NONE, NONE, NONE));
            case "blind-index" -> new BlindIndex(new StoredKeys(NONE, only, NONE, NONE));
            case "signing" -> new SigningKeys(new StoredKeys(NONE, NONE, only, NONE));
            case "recipients" -> new Envelope(null, new StoredKeys(NONE, NONE, NONE, only));
            default -> null;
        };
        if (part == null) return Optional.empty();
        if (part.faults().isEmpty()) return Optional.of(part.keys());
        throw new IllegalArgumentException(String.join("\n", part.faults()));
    }
}
