package org.recruitmentintake.tools.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/**
 * The parts that all tests of a JVM share, on free ports: one PostgreSQL, one broker, one issuer, one set of keys, and
 * a second PostgreSQL for tests that have a database of their own. No test stops the second one, so these tests can run
 * beside others. The parts run until the JVM ends.
 *
 * <p>Quarkus loads test classes again for each test profile. So the class loader of the JVM must load this class: see
 * {@link org.recruitmentintake.RealParts}.
 */
public final class SharedParts {

    /**
     * By name: {@code keys} (a {@link Path}), and each {@link RealPart}: {@code database}, {@code own-databases}
     * (started by its first user), {@code broker}, {@code issuer}.
     */
    public static final Map<String, Object> STARTED = start();

    private SharedParts() {}

    private static Map<String, Object> start() {
        var directory = Path.of("target", "test-parts", String.valueOf(ProcessHandle.current().pid())).toAbsolutePath();
        var keys = DevKeys.copied(directory.resolve("keys"));
        var database = new EmbeddedDatabase(directory.resolve("database"), Ports.free());
        var ownDatabases = new EmbeddedDatabase(directory.resolve("own-databases"), Ports.free());
        var broker = new EmbeddedBroker(directory.resolve("broker"), Ports.free());
        var issuer = new TokenIssuer(keys.issuer(), Ports.free());
        database.start();
        broker.start();
        issuer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            issuer.stop();
            broker.stop();
            database.stop();
            ownDatabases.stop();
            delete(directory);
        }));
        return Map.of("keys", keys.directory(), "database", database, "own-databases", ownDatabases, "broker", broker,
                "issuer", issuer);
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
