package org.recruitmentintake.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a replica rings the others hear. On a real PostgreSQL. */
class OutboxChannelTest {

    private static final String LISTENING = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            + " AND query IN ('LISTEN outbox', 'NOTIFY outbox')";

    private final List<OutboxChannel> channels = new ArrayList<>();
    private final AtomicInteger here = new AtomicInteger();
    private final AtomicInteger there = new AtomicInteger();
    private OwnDatabase database;
    private OutboxChannel first;

    @BeforeEach
    void create() throws SQLException {
        database = new OwnDatabase();
        first = listening(here);
        listening(there);
        // Each looks once when it begins.
        await().until(() -> here.getAndSet(0) + there.getAndSet(0) + here.get() + there.get() == 0
                && database.list(LISTENING).size() == 2);
    }

    @AfterEach
    void end() throws Exception {
        for (var channel : channels) {
            channel.close();
        }
        database.close();
    }

    @Test
    void aRingIsHeardByTheOthersAndNotByOneself() throws Exception {
        first.ring();
        await().atMost(2, SECONDS).until(() -> there.get() == 1);
        Thread.sleep(500);
        assertEquals(0, here.get());
    }

    @Test
    void manyRingsAreFewNotifications() throws Exception {
        for (var i = 0; i < 1000; i++) {
            first.ring();
            Thread.sleep(1);
        }
        Thread.sleep(500);
        assertTrue(there.get() >= 1 && there.get() <= 20, there + " were heard of 1,000 within some seconds");
    }

    @Test
    void whoseConnectionIsCutListensAgainAndLooksForWhatItMissed() throws Exception {
        try (var owner = database.superuser(); var statement = owner.createStatement()) {
            for (var pid : database.list(LISTENING)) {
                statement.execute("SELECT pg_terminate_backend(" + pid + ")");
            }
        }
        await().atMost(5, SECONDS).until(() -> here.get() == 1 && there.get() == 1);
        first.ring();
        await().atMost(3, SECONDS).until(() -> there.get() == 2);
    }

    @Test
    void aChannelThatIsClosedLeavesNoListenerInThePool() throws Exception {
        for (var channel : channels) {
            channel.close();
        }
        try (var connection = database.app().getConnection(); var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM pg_listening_channels()")) {
            rows.next();
            assertEquals(0, rows.getInt(1));
        }
        assertEquals(List.of(), database.list(LISTENING));
    }

    private OutboxChannel listening(AtomicInteger heard) {
        var channel = new OutboxChannel(database.app());
        channels.add(channel);
        channel.listen(heard::incrementAndGet);
        return channel;
    }
}
