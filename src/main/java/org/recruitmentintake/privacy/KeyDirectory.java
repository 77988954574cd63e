package org.recruitmentintake.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

import io.smallrye.config.ConfigMapping;
import org.jboss.logging.Logger;

/**
 * Keys in the files of a directory, re-read without a restart: a rotation is a file more and another word in
 * {@code current}. What cannot be used after a change is logged, and the keys that were good go on being used.
 *
 * @param <K> what a file is read into
 */
public final class KeyDirectory<K> {

    /** Turns a file into a key. */
    @FunctionalInterface
    public interface Reader<K> {

        /**
         * @throws Exception if the file holds no such key; the message may reach the log, so it must not quote the file
         */
        K read(String id, String content) throws Exception;
    }

    /** A key and the id that its file gives it. */
    public record Named<K>(String id, K key) {}

    private record Snapshot<K>(Map<String, String> files, Map<String, K> keys, String current, List<String> faults) {}

    private static final Logger LOG = Logger.getLogger(KeyDirectory.class);
    private static final String CURRENT = "current";
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    // A few small files are read again. Often enough for a rotation, seldom enough to cost nothing.
    private static final long CHECK_EVERY = Duration.ofSeconds(1).toNanos();

    private final String setting;
    private final Optional<Path> directory;
    private final String suffix;
    private final boolean oneIsCurrent;
    private final Reader<K> reader;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Snapshot<K> snapshot;
    private volatile long checkedAt;

    private KeyDirectory(String setting, Optional<Path> directory, String suffix, boolean oneIsCurrent,
            Reader<K> reader) {
        this.setting = setting;
        this.directory = directory;
        this.suffix = suffix;
        this.oneIsCurrent = oneIsCurrent;
        this.reader = reader;
    }

    /** Keys of which one is in use, named by a file {@code current}. */
    public static <K> KeyDirectory<K> withCurrent(String setting, Optional<Path> directory, String suffix,
            Reader<K> reader) {
        return new KeyDirectory<>(setting, directory, suffix, true, reader);
    }

    /** Keys that are all in use. */
    public static <K> KeyDirectory<K> of(String setting, Optional<Path> directory, String suffix, Reader<K> reader) {
        return new KeyDirectory<>(setting, directory, suffix, false, reader);
    }

    /** What makes the directory unusable as it lies there now; empty if nothing does. */
    public List<String> faults() {
        return read().faults;
    }

    /**
     * The key in use.
     *
     * @throws IllegalStateException if there is none
     */
    public Named<K> current() {
        var keys = fresh();
        return new Named<>(keys.current, keys.keys.get(keys.current));
    }

    /**
     * The key of that id. One that is not known yet may have been added by another replica's operator a moment ago: the
     * directory is read once more before it is missed.
     */
    public Optional<K> find(String id) {
        var known = fresh().keys.get(id);
        return Optional.ofNullable(known != null ? known : refreshed().keys.get(id));
    }

    /** All keys by id. */
    public Map<String, K> all() { return fresh().keys; }

    private Snapshot<K> fresh() {
        var known = snapshot;
        // While one thread reads, the others go on with what is known.
        var recent = System.nanoTime() - checkedAt < CHECK_EVERY || reading.isLocked();
        return known != null && recent ? known : refreshed();
    }

    private Snapshot<K> refreshed() {
        reading.lock();
        try {
            var found = read();
            var known = snapshot;
            checkedAt = System.nanoTime();
            if (found.faults.isEmpty()) {
                snapshot = found;
            } else if (known == null) {
                throw new IllegalStateException(String.join("; ", found.faults));
            } else if (!found.files.equals(known.files)) {
                LOG.warnf("the keys changed and cannot be used as they are; the earlier ones stay in use: %s",
                        String.join("; ", found.faults));
                snapshot = new Snapshot<>(found.files, known.keys, known.current, List.of());
            }
            return snapshot;
        } finally {
            reading.unlock();
        }
    }

    private Snapshot<K> read() {
        var faults = new ArrayList<String>();
        var files = new TreeMap<String, String>();
        var keys = new TreeMap<String, K>();
        if (directory.isEmpty()) {
            faults.add(setting + " is not set");
        } else if (!Files.isDirectory(directory.get())) {
            faults.add("%s: %s is not a directory".formatted(setting, directory.get()));
        } else {
            readFiles(files, faults);
        }
        files.forEach((name, content) -> {
            if (!name.equals(CURRENT)) readKey(name, content, keys, faults);
        });
        var current = oneIsCurrent && faults.isEmpty() ? current(files, keys, faults) : null;
        return new Snapshot<>(files, keys, current, faults);
    }

    private void readFiles(Map<String, String> files, List<String> faults) {
        try (var entries = Files.newDirectoryStream(directory.get())) {
            for (var entry : entries) {
                var name = entry.getFileName().toString();
                // A mounted secret keeps its versions in directories whose names begin with a dot.
                if (name.startsWith(".") || !Files.isRegularFile(entry)) continue;
                if (name.equals(CURRENT) || name.endsWith(suffix)) files.put(name, Files.readString(entry).strip());
            }
        } catch (IOException | RuntimeException unreadable) {
            faults.add("%s: %s cannot be read (%s)".formatted(setting, directory.get(),
                    unreadable.getClass().getSimpleName()));
        }
    }

    private void readKey(String name, String content, Map<String, K> keys, List<String> faults) {
        var id = name.substring(0, name.length() - suffix.length());
        if (!KEY_ID.matcher(id).matches()) {
            faults.add("%s: %s is no name for a key".formatted(setting, directory.get().resolve(name)));
            return;
        }
        try {
            keys.put(id, reader.read(id, content));
        } catch (Exception unusable) {
            faults.add("%s: %s %s".formatted(setting, directory.get().resolve(name), unusable.getMessage()));
        }
    }

    private String current(Map<String, String> files, Map<String, K> keys, List<String> faults) {
        var current = files.get(CURRENT);
        if (current == null) {
            faults.add("%s: %s is missing".formatted(setting, directory.get().resolve(CURRENT)));
        } else if (!keys.containsKey(current)) {
            faults.add("%s: %s names a key that is not there".formatted(setting, directory.get().resolve(CURRENT)));
        }
        return current;
    }

    /**
     * Where the keys lie. Each is a path, none has a default: {@link RequiredSettings} names those that are missing.
     * Directories are read again when they change (see {@link KeyDirectory}).
     */
    @ConfigMapping(prefix = "intake.keys")
    public interface KeysConfig {

        /**
         * Directory: a file per key-encryption key, named by its id, base64 of 32 bytes; {@code current} names the one in
         * use.
         */
        Optional<Path> sealing();

        /** File: base64 of 32 bytes. Read once; another key would hide every application that is there. */
        Optional<Path> blindIndex();

        /**
         * Directory: {@code <key id>.jwk}, EC P-256, private; {@code current} names the one that signs, the others verify.
         */
        Optional<Path> signing();

        /** Directory: {@code <BRANCH>.jwk}, the public RSA key of the branch's recipient. */
        Optional<Path> recipients();
    }
}
