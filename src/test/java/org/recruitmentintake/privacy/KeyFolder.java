package org.recruitmentintake.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

import org.recruitmentintake.privacy.keys.KeysConfig;
import org.recruitmentintake.tools.environment.DevKeys;

/** Development keys that were copied into a directory of one test, which may change them. */
public record KeyFolder(Path directory) implements KeysConfig {

    public static KeyFolder in(Path directory) {
        return new KeyFolder(DevKeys.copied(directory.resolve("keys")).directory());
    }

    public DevKeys dev() { return new DevKeys(directory); }

    public void addSealingKey(String id) { write("sealing/" + id, randomKey()); }

    /** Base64 of 32 random bytes. */
    public static String randomKey() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    public void write(String file, String content) {
        try {
            Files.writeString(directory.resolve(file), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void delete(String file) {
        try {
            Files.delete(directory.resolve(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Optional<Path> sealing() { return Optional.of(directory.resolve("sealing")); }

    @Override
    public Optional<Path> blindIndex() { return Optional.of(directory.resolve("blind-index")); }

    @Override
    public Optional<Path> signing() { return Optional.of(directory.resolve("signing")); }

    @Override
    public Optional<Path> recipients() { return Optional.of(directory.resolve("recipients")); }
}
