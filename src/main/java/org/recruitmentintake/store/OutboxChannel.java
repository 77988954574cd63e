package org.recruitmentintake.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.recruitmentintake.application.Outbox.Neighbours;

/**
 * {@code LISTEN} and {@code NOTIFY} on one connection and one thread of its own. What is rung is said in a statement of
 * its own and not in the one that writes a case: that would put all commits into one line (decision 004).
 */
@ApplicationScoped
public class OutboxChannel implements Neighbours {

    private static final Logger LOG = Logger.getLogger(OutboxChannel.class);

    /** At most one notification in that time, however often it is rung; and how soon a ring is passed on. */
    private static final Duration PACE = Duration.ofMillis(200);
    /** Asked after that time: a server that vanished without a word would otherwise be listened to for ever. */
    private static final Duration ALIVE = Duration.ofSeconds(30);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final DataSource database;
    private final AtomicBoolean rung = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private Thread thread;

    public OutboxChannel(DataSource database) {
        this.database = database;
    }

    @Override
    public void ring() { rung.set(true); }

    @Override
    public void listen(Runnable heard) {
        thread = new Thread(() -> run(heard), "outbox-channel");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        if (thread != null) thread.join(RECONNECT.toMillis());
    }

    private void run(Runnable heard) {
        var warned = false;
        while (closing.getCount() > 0) {
            try {
                stay(heard);
            } catch (SQLException | RuntimeException | Error failure) {
                if (!warned) LOG.warnf("other replicas are not heard (%s); the poll goes on", failure.getClass());
                warned = true;
            }
            try {
                if (closing.await(RECONNECT.toMillis(), MILLISECONDS)) return;
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private void stay(Runnable heard) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            try {
                listen(connection.unwrap(PGConnection.class), statement, heard);
            } finally {
                // It goes back into the pool, and would listen there; if it is broken, this is how the pool learns of it.
                statement.execute("UNLISTEN *");
            }
        }
    }

    private void listen(PGConnection channel, Statement statement, Runnable heard) throws SQLException {
        statement.execute("LISTEN outbox");
        // For what was said while nobody listened.
        heard.run();
        var said = System.nanoTime() - PACE.toNanos();
        var asked = System.nanoTime();
        while (closing.getCount() > 0) {
            if (System.nanoTime() - said >= PACE.toNanos() && rung.get()) {
                // Before it is said, so that no ring falls in between; a ring too many costs a look.
                rung.set(false);
                say(statement);
                said = System.nanoTime();
            }
            if (System.nanoTime() - asked >= ALIVE.toNanos()) {
                statement.execute("LISTEN outbox");
                asked = System.nanoTime();
            }
            if (ofOthers(channel.getNotifications((int) PACE.toMillis()), channel.getBackendPID())) heard.run();
        }
        if (rung.get()) say(statement);
    }

    private void say(Statement statement) throws SQLException {
        try {
            statement.execute("NOTIFY outbox");
        } catch (SQLException failure) {
            rung.set(true);
            throw failure;
        }
    }

    private static boolean ofOthers(PGNotification[] said, int self) {
        if (said == null) return false;
        for (var each : said) {
            if (each.getPID() != self) return true;
        }
        return false;
    }
}
