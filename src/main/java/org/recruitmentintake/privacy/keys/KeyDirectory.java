package org.recruitmentintake.privacy.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Keys in the files of a directory, read once. A rotation adds a file, restarts each replica, names the file in
 * {@code current}, and restarts again.
 *
 * @param <K> the type of key
 */
public final class KeyDirectory<K> {

    private static final String CURRENT = "current";
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final String setting;
    private final Path directory;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, K> keys = new TreeMap<>();
    private String current;

    private KeyDirectory(String setting, Optional<Path> directory, String suffix,
            BiFunction<String, String, K> reader) {
        this.setting = setting;
        this.directory = directory.orElse(null);
        if (directory.isEmpty()) faults.add(setting + " is not set");
        else if (!Files.isDirectory(this.directory))
            faults.add("%s: %s is not a directory".formatted(setting, this.directory));
        else
            readFiles(suffix, reader);
    }

    /**
     * Keys of which one is current, named by a file {@code current}.
     *
     * @param reader makes a key of an id and the content of its file. The message of its exception may reach the log,
     *            so it must not quote the file
     */
    public static <K> KeyDirectory<K> withCurrent(String setting, Optional<Path> directory, String suffix,
            BiFunction<String, String, K> reader) {
        var keys = new KeyDirectory<>(setting, directory, suffix, reader);
        if (keys.faults.isEmpty()) keys.checkCurrent();
        return keys;
    }

    /** Keys that are all in use. */
    public static <K> KeyDirectory<K> of(String setting, Optional<Path> directory, String suffix,
            BiFunction<String, String, K> reader) {
        return new KeyDirectory<>(setting, directory, suffix, reader);
    }

    /** Whether a file of that name may hold a key. */
    public static boolean isKeyId(String id) {
        return KEY_ID.matcher(id).matches() && !id.equals(CURRENT);
    }

    /** The faults of the directory; empty if it is usable. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /**
     * The key in use.
     *
     * @throws IllegalStateException if there is none
     */
    public K current() { return all().get(current); }

    /** The id of the key in use. */
    public String currentId() { return current; }

    /** The key of that id. */
    public Optional<K> find(String id) { return Optional.ofNullable(all().get(id)); }

    /** All keys by id. */
    public Map<String, K> all() {
        if (!faults.isEmpty()) throw new IllegalStateException(String.join("; ", faults));
        return Collections.unmodifiableMap(keys);
    }

    private void readFiles(String suffix, BiFunction<String, String, K> reader) {
        try (var entries = Files.newDirectoryStream(directory)) {
            for (var entry : entries) {
                var name = entry.getFileName().toString();
                // A mounted secret keeps its versions in directories whose names begin with a dot.
                if (name.startsWith(".") || !Files.isRegularFile(entry)) continue;
                if (name.equals(CURRENT)) current = Files.readString(entry).strip();
                else if (name.endsWith(suffix)) {
                    readKey(entry, name.substring(0, name.length() - suffix.length()), reader);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            faults.add("%s: %s cannot be read (%s)".formatted(setting, directory,
                    unreadable.getClass().getSimpleName()));
        }
        Collections.sort(faults);
    }

    private void readKey(Path file, String id, BiFunction<String, String, K> reader) throws IOException {
        if (!KEY_ID.matcher(id).matches()) {
            faults.add("%s: %s is not a valid name of a key".formatted(setting, file));
            return;
        }
        var content = Files.readString(file).strip();
        try {
            keys.put(id, reader.apply(id, content));
        } catch (RuntimeException unusable) {
            faults.add("%s: %s %s".formatted(setting, file, unusable.getMessage()));
        }
    }

    private void checkCurrent() {
        if (current == null) {
            faults.add("%s: %s is missing".formatted(setting, directory.resolve(CURRENT)));
        } else if (!keys.containsKey(current)) {
            faults.add("%s: %s names a key that is not there".formatted(setting, directory.resolve(CURRENT)));
        }
    }
}
