package org.recruitmentintake.tools.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import org.recruitmentintake.tools.environment.DevKeys;
import org.recruitmentintake.tools.environment.EmbeddedBroker;
import org.recruitmentintake.tools.environment.EmbeddedDatabase;
import org.recruitmentintake.tools.environment.TokenIssuer;
import org.recruitmentintake.tools.page.Page;

/**
 * Starts the servers that the service needs in development, on fixed ports, and ends with the process that started it.
 * Run by plain {@code ./mvnw}. A port that is taken stops everything with one line: otherwise the service would use
 * another program's database.
 */
public final class DevServices {

    static final int DATABASE_PORT = 54329;
    static final int BROKER_PORT = 56729;
    static final int ISSUER_PORT = 8180;
    static final int HTTP_PORT = 8080;
    static final int MANAGEMENT_PORT = 9000;

    /** Must stay open: closing it releases the lock. */
    private static FileChannel lock;

    private DevServices() {}

    public static void main(String[] args) throws Exception {
        var target = Path.of(args.length > 0 ? args[0] : "target").toAbsolutePath();
        var starter = ProcessHandle.current().parent();
        try {
            lock(target);
            var database = new EmbeddedDatabase(target.resolve("dev-database"), DATABASE_PORT);
            database.endOrphan();
            refuseTakenPorts();
            // First, since the service starts at the same time and reads the keys.
            var keys = DevKeys.generate(target.resolve("dev-keys"));
            var page = new Page(URI.create("http://localhost:" + HTTP_PORT),
                    URI.create("http://localhost:" + ISSUER_PORT), keys, BROKER_PORT);
            var issuer = new TokenIssuer(keys.issuer(), ISSUER_PORT, "http://localhost:" + HTTP_PORT)
                    .with("/", page);
            var broker = new EmbeddedBroker(target.resolve("dev-broker"), BROKER_PORT);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                issuer.stop();
                broker.stop();
                database.stop();
            }));
            database.start();
            broker.start();
            issuer.start();
            printAddresses(database, broker, issuer, keys);
        } catch (CannotStart expected) {
            giveUp(starter, expected.getMessage());
        } catch (Exception failure) {
            failure.printStackTrace();
            giveUp(starter, "The development services did not start: " + failure.getMessage());
        }
        starter.ifPresent(process -> process.onExit().thenRun(() -> System.exit(0)));
        Thread.currentThread().join();
    }

    /**
     * Holds the lock until this process ends. Without it a second start would take the database of a running
     * {@code ./mvnw} for the one of a process that was killed.
     */
    private static void lock(Path target) throws IOException, CannotStart {
        Files.createDirectories(target);
        lock = FileChannel.open(target.resolve("dev-services.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            throw new CannotStart(
                    "./mvnw already runs in " + target.getParent() + ": use that one, or end it with Ctrl+C.");
        }
    }

    private static void refuseTakenPorts() throws CannotStart {
        refuseTakenPort(HTTP_PORT, "the service");
        refuseTakenPort(MANAGEMENT_PORT, "its health and metrics");
        refuseTakenPort(DATABASE_PORT, "PostgreSQL");
        refuseTakenPort(BROKER_PORT, "the AMQP broker");
        refuseTakenPort(ISSUER_PORT, "the token issuer");
    }

    private static void refuseTakenPort(int port, String purpose) throws CannotStart {
        var taken = new CannotStart("Port " + port + " is taken, and " + purpose
                + " needs it: stop what listens there, then start again.");
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (var client = new Socket()) {
            client.connect(here, 500);
            throw taken;
        } catch (IOException noAnswer) {
            // No server answers, but another process may hold the port.
        }
        try (var server = new ServerSocket()) {
            server.bind(here);
        } catch (IOException held) {
            throw taken;
        }
    }

    private static void printAddresses(EmbeddedDatabase database, EmbeddedBroker broker, TokenIssuer issuer,
            DevKeys keys) {
        System.out.printf("""

                ----------------------------------------------------------------------------------------------
                 Beside the service run, for development only:

                   PostgreSQL     %s  (user intake_app, password %s)
                   AMQP broker    amqp://localhost:%d  (a queue per branch, e.g. recruitment.ground-forces)
                   Page           %s/  (the form, the desks, the queue, a tour of six steps)
                   Token issuer   %s
                   Keys           %s

                 The service itself: http://localhost:%d, health and metrics: http://localhost:%d/q/health
                 A token:   curl -s -d client=portal-demo -d role=portal %s/token
                 A case in each state:   curl -s -X POST %s/cases
                 What arrives in the queues:   ./mvnw -q exec:exec@recruiting-centre
                 Everything ends with Ctrl+C. `./mvnw clean` forgets the data and the keys.
                ----------------------------------------------------------------------------------------------

                """, database.jdbcUrl(), EmbeddedDatabase.PASSWORD, broker.port(), issuer.url(), issuer.url(),
                keys.directory(), HTTP_PORT, MANAGEMENT_PORT, issuer.url(), issuer.url());
    }

    /** Stops the build, too: the service must not start with another program's database. */
    private static void giveUp(Optional<ProcessHandle> starter, String reason) {
        System.err.printf("%n[ERROR] %s%n%n", reason);
        System.err.flush();
        starter.ifPresent(ProcessHandle::destroy);
        System.exit(1);
    }

    /** A cause that the developer can remove; the message says how. */
    private static final class CannotStart extends Exception {

        private CannotStart(String message) {
            super(message);
        }
    }
}
