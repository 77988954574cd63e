package org.recruitmentintake.tools.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.recruitmentintake.application.model.ChangeCursor;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.store.ChangeFeedTable;
import org.recruitmentintake.store.OwnDatabase;

/** Ten thousand changes in overlapping transactions, some of them rolled back, and a concurrent follower. */
@Timeout(900)
class FollowedChanges {

    private static final int CHANGES = 10_000;
    private static final int WRITERS = 6;
    private static final int CASES = 500;
    private static final String OWNER = "portal-followed";

    private final AtomicInteger done = new AtomicInteger();

    @Test
    void followerEndsWithTheStateOfTheDatabase() throws Exception {
        try (var database = new OwnDatabase()) {
            var ids = IntStream.range(0, CASES).mapToObj(i -> UUID.randomUUID()).toList();
            for (var id : ids) {
                insert(database, id);
            }
            var replicas = List.of(new ChangeFeedTable(database.app()), new ChangeFeedTable(database.app()));
            var ended = new AtomicBoolean();
            var threads = Executors.newFixedThreadPool(WRITERS + 1);
            try {
                var follower = threads.submit(() -> followed(replicas, ended));
                var writers = IntStream.range(0, WRITERS).mapToObj(seed -> threads.submit(writer(database, ids, seed)))
                        .toList();
                for (var writer : writers) {
                    writer.get();
                }
                ended.set(true);
                assertEquals(stored(database), follower.get());
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** Follows the changes; the version and state of each case that the follower saw last. */
    private static Map<UUID, String> followed(List<ChangeFeedTable> replicas, AtomicBoolean ended) {
        var seen = new HashMap<UUID, String>();
        ChangeCursor since = null;
        for (var pages = 0;; pages++) {
            var last = ended.get();
            var page = replicas.get(pages % 2).changes(OWNER, since, 20).orElseThrow();
            page.cases().forEach(changed -> seen.put(changed.id(), changed.version() + " " + changed.state()));
            since = page.next();
            if (last && page.cases().isEmpty()) {
                return seen;
            }
        }
    }

    /** Changes one to three cases per transaction, in one order for all writers; rolls back one in seven. */
    private Callable<Void> writer(OwnDatabase database, List<UUID> ids, int seed) {
        return () -> {
            var random = new Random(seed);
            try (var connection = database.app().getConnection()) {
                connection.setAutoCommit(false);
                while (done.get() < CHANGES) {
                    var changes = random.ints(1 + random.nextInt(3), 0, ids.size()).sorted().distinct().toArray();
                    for (var change : changes) {
                        change(connection, ids.get(change), random.nextInt(50) == 0);
                    }
                    if (random.nextInt(7) == 0) {
                        connection.rollback();
                    } else {
                        connection.commit();
                        done.addAndGet(changes.length);
                    }
                }
            }
            return null;
        };
    }

    private static void change(Connection connection, UUID id, boolean erase) throws SQLException {
        var assignments = erase ? "state = 'ERASED', key_id = NULL, wrapped_key = NULL, dossier = NULL"
                : "updated_at = now()";
        try (var statement = connection.prepareStatement("UPDATE application SET version = version + 1, " + assignments
                + " WHERE id = ?")) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }

    private static void insert(OwnDatabase database, UUID id) throws SQLException {
        database.update("""
                INSERT INTO application (id, owner, route, branch, state, rule_set, created_at, updated_at,
                    visible_to_branch, key_id, wrapped_key, dossier, journal_length, journal_head)
                VALUES (?, ?, 'IN_COUNTRY', 'GROUND_FORCES', 'IN_PROGRESS', 'test', now(), now(),
                    true, 'k', '\\x00', '\\x00', 1, sha256(''))
                """, id, OWNER);
    }

    /** The version and state of each case in the database. */
    private static Map<UUID, String> stored(OwnDatabase database) throws SQLException {
        var versions = new HashMap<UUID, String>();
        database.list("SELECT id || ' ' || version || ' ' || state FROM application").forEach(line -> {
            var words = line.split(" ");
            versions.put(UUID.fromString(words[0]), words[1] + " " + State.valueOf(words[2]));
        });
        return versions;
    }
}
