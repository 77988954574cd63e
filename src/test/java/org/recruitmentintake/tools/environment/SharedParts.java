package org.recruitmentintake.tools.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The parts that all tests of one JVM share, on free ports: one PostgreSQL, one broker, one issuer, one set of keys.
 * They run until the JVM ends.
 *
 * <p>Quarkus loads the test classes anew for each test profile. What is to be there once must therefore come from the
 * class loader that is there once: see {@link org.recruitmentintake.RealParts}.
 */
public final class SharedParts {

    /** By name: {@code keys} (a {@link Path}), and each {@link RealPart}: {@code database}, {@code broker}, {@code issuer}. */
    public static final Map<String, Object> STARTED = start();

    private SharedParts() {}

    private static Map<String, Object> start() {
        var directory = Path.of("target", "test-parts", String.valueOf(ProcessHandle.current().pid())).toAbsolutePath();
        var keys = DevKeys.generate(directory.resolve("keys"));
        var database = new EmbeddedDatabase(directory.resolve("database"), freePort());
        var broker = new EmbeddedBroker(directory.resolve("broker"), freePort());
        var issuer = new TokenIssuer(keys.issuer(), freePort());
        database.start();
        broker.start();
        issuer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            issuer.stop();
            broker.stop();
            database.stop();
            delete(directory);
        }));
        return Map.of("keys", keys.directory(), "database", database, "broker", broker, "issuer", issuer);
    }

    /**
     * Below the ports that systems give to outgoing connections: while a server is stopped and its client tries to
     * come back, such a connection could take the port, or even meet itself on it.
     */
    private static int freePort() {
        for (;;) {
            var port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // another draw
            }
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
