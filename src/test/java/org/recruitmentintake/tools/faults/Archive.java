package org.recruitmentintake.tools.faults;

import static java.nio.file.StandardOpenOption.APPEND;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Set;

/**
 * Continuous archiving of the installation's PostgreSQL, a base backup, and the restore of both to a moment, as
 * PostgreSQL's guide describes them.
 */
final class Archive {

    /** Files that only the running server needs. */
    private static final Set<String> NOT_BACKED_UP = Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

    private final Installation installation;
    private final Path segments;
    private final Path backup;

    Archive(Installation installation) throws IOException {
        this.installation = installation;
        segments = Files.createDirectories(installation.directory.resolve("archive"));
        backup = installation.directory.resolve("backup");
    }

    /** Restarts PostgreSQL, which archives every segment of the log from then on. */
    void begin() throws SQLException {
        execute("ALTER SYSTEM SET archive_mode = on");
        execute("ALTER SYSTEM SET archive_command = 'cp %p \"" + segments + "/%f\"'");
        installation.startDatabase();
    }

    /** A base backup of the running server. */
    void backUp() throws SQLException, IOException {
        try (var connection = installation.connect("postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('base', true)");
            copy(installation.databaseFiles(), backup);
            try (var label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop()")) {
                label.next();
                Files.writeString(backup.resolve("backup_label"), label.getString(1));
            }
        }
    }

    String now() throws SQLException {
        return one("""
                SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00"')""");
    }

    /** Waits until the log up to now is in the archive. */
    void awaitArchived() throws SQLException, InterruptedException {
        var segment = one("SELECT pg_walfile_name(pg_switch_wal())");
        for (var i = 0; i < 300 && Files.notExists(segments.resolve(segment)); i++) {
            Thread.sleep(100);
        }
        if (Files.notExists(segments.resolve(segment))) throw new IllegalStateException(segment + " not archived");
    }

    /** Kills the server, deletes its files, and restores the backup and the archived log up to the moment. */
    void loseAndRestore(String moment) throws Exception {
        installation.killDatabase();
        installation.stopDatabase();
        var data = installation.databaseFiles();
        delete(data);
        copy(backup, data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.createFile(data.resolve("recovery.signal"));
        Files.writeString(data.resolve("postgresql.auto.conf"), """
                restore_command = 'cp "%s/%%f" "%%p"'
                recovery_target_time = '%s'
                recovery_target_action = 'promote'
                """.formatted(segments, moment), APPEND);
        installation.startDatabase();
        awaitPromoted();
    }

    private void awaitPromoted() throws SQLException, InterruptedException {
        for (var i = 0; i < 300; i++) {
            if (one("SELECT pg_is_in_recovery()").equals("f")) return;
            Thread.sleep(100);
        }
        throw new IllegalStateException("still in recovery");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = installation.connect("postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String one(String sql) throws SQLException {
        try (var connection = installation.connect("postgres", "postgres");
                var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Leaves out files that the running server removes at the same time, like {@code pg_basebackup}. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (NOT_BACKED_UP.contains(file.getFileName().toString()) || file.getParent().endsWith("pg_wal")) {
                    return FileVisitResult.CONTINUE;
                }
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (NoSuchFileException removed) {
                    // The restore takes its contents from the log.
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
                throw failure;
            }
        });
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException failure) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
