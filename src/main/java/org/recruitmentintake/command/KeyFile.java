package org.recruitmentintake.command;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.recruitmentintake.privacy.keys.KeyDirectory;

/** Writes key files that only their owner may read. */
final class KeyFile {

    private KeyFile() {}

    /** @throws IllegalArgumentException if the service would refuse a file of that name */
    static String requireId(String id) {
        if (KeyDirectory.isKeyId(id)) return id;
        throw new IllegalArgumentException(
                "an id has at most 64 letters, digits, points, hyphens and underscores, and is not `current`");
    }

    /** @throws java.nio.file.FileAlreadyExistsException if it exists */
    static void create(Path file, String content) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder, only(folder, "rwx------"));
        try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                only(folder, "rw-------")); var out = Channels.newOutputStream(channel)) {
            out.write((content + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The old file stays until the new one is complete. */
    static void replace(Path file, String content) throws IOException {
        var draft = file.resolveSibling("." + file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        create(draft, content);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] only(Path folder, String permissions) {
        var posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
