package org.recruitmentintake.privacy.keys;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import org.recruitmentintake.privacy.RequiredSettings;

/**
 * The paths of the keys, without defaults: {@link RequiredSettings} names missing ones. Keys are read once, at the
 * start.
 */
@ConfigMapping(prefix = "intake.keys")
public interface KeysConfig {

    /**
     * Directory: a file for each sealing key, named by its id, base64 of 32 bytes; {@code current} names the one in
     * use.
     */
    Optional<Path> sealing();

    /** File: base64 of 32 bytes. With another key, no stored application would be found. */
    Optional<Path> blindIndex();

    /**
     * Directory: {@code <key id>.jwk}, EC P-256, private; {@code current} names the one that signs, the others verify.
     */
    Optional<Path> signing();

    /** Directory: {@code <BRANCH>.jwk}, the public RSA key of the branch's recipient. */
    Optional<Path> recipients();
}
