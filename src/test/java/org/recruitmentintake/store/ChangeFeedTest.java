package org.recruitmentintake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.application.model.ChangeCursor;
import org.recruitmentintake.application.model.ChangedApplication;
import org.recruitmentintake.application.model.State;

/** A client misses no change, in whatever order transactions are committed. */
class ChangeFeedTest {

    private static OwnDatabase database;
    private static ChangeFeedTable feed;
    /** Each test has its own client, so that it sees only its own cases. */
    private String owner;

    @BeforeAll
    static void create() throws SQLException {
        database = new OwnDatabase();
        feed = new ChangeFeedTable(database.app());
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @BeforeEach
    void createOwner() {
        owner = "portal-" + UUID.randomUUID();
    }

    @Test
    void lateCommitOfAnEarlyTransactionIsNotSkipped() throws SQLException {
        try (var first = database.app().getConnection(); var second = database.app().getConnection()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            var one = insert(first);
            var two = insert(second);
            second.commit();
            var follower = new Follower();
            // The other transaction started earlier, so the page ends before it.
            assertEquals(List.of(), follower.next());
            first.commit();
            assertEquals(List.of(one, two), follower.next(2));
            assertEquals(List.of(), follower.next());
        }
    }

    @Test
    void caseAfterARollbackIsNotSkipped() throws SQLException {
        var follower = new Follower();
        try (var lost = database.app().getConnection()) {
            lost.setAutoCommit(false);
            insert(lost);
            var kept = insertCommitted();
            assertEquals(List.of(), follower.next());
            lost.rollback();
            assertEquals(List.of(kept), follower.next(1));
        }
    }

    /** Each request of a follower may reach another replica. */
    @Test
    void replicaContinuesThePagesOfAnotherReplica() throws SQLException {
        var one = insertCommitted();
        var two = insertCommitted();
        assertEquals(List.of(one, two), new Follower().next(2));
        var other = new ChangeFeedTable(database.app());
        var page = feed.changes(owner, null, 1).orElseThrow();
        assertEquals(List.of(one), ids(page.cases()));
        assertEquals(List.of(two),
                ids(other.changes(owner, ChangeCursor.of(page.next().text()), 1).orElseThrow().cases()));
    }

    @Test
    void changedCaseIsListedAgain() throws SQLException {
        var one = insertCommitted();
        var two = insertCommitted();
        var follower = new Follower();
        assertEquals(List.of(one, two), follower.next(2));
        change(one, "state = 'WITHDRAWN'");
        assertEquals(List.of(one), follower.next(1));
        assertEquals(State.WITHDRAWN, follower.last.state());
        assertEquals(2, follower.last.version());
    }

    @Test
    void erasedCaseIsListedOnceAsErased() throws SQLException {
        var one = insertCommitted();
        var follower = new Follower();
        follower.next(1);
        change(one, "state = 'ERASED', key_id = NULL, wrapped_key = NULL, dossier = NULL");
        assertEquals(List.of(one), follower.next(1));
        assertEquals(State.ERASED, follower.last.state());
        assertEquals(List.of(), follower.next());
        assertEquals(List.of(one), new Follower().next(1));
    }

    /** A change that came later is listed, so the page has passed the invisible one. */
    @Test
    void changeThatKeepsTheVersionIsNotListed() throws SQLException {
        var one = insertCommitted();
        var follower = new Follower();
        follower.next(1);
        database.update("UPDATE application SET journal_length = journal_length + 1 WHERE id = ?", one);
        var later = insertCommitted();
        assertEquals(List.of(later), follower.next(1));
    }

    @Test
    void clientsSeeNoCasesOfOthers() throws SQLException {
        var one = insertCommitted();
        assertEquals(List.of(one), new Follower().next(1));
        assertEquals(List.of(), feed.changes(owner + "-other", null, 10).orElseThrow().cases());
    }

    @Test
    void cursorOfAnotherDatabaseIsNotFollowed() throws SQLException {
        insertCommitted();
        new Follower().next(1);
        var next = feed.changes(owner, null, 10).orElseThrow().next();
        assertTrue(feed.changes(owner, next, 10).isPresent());
        assertTrue(feed.changes(owner, new ChangeCursor(next.database() + 1, next.transaction(), next.id()), 10)
                .isEmpty());
    }

    @Test
    void malformedTextOfACursorIsRefused() {
        var cursor = new ChangeCursor(-7, 12, UUID.randomUUID());
        assertEquals(cursor, ChangeCursor.of(cursor.text()));
        for (var text : List.of("", "a", cursor.text() + "A", cursor.text() + "=", cursor.text().substring(1), "0",
                new ChangeCursor(1, -1, cursor.id()).text(), "2026-03-01T00:00:00Z")) {
            assertThrows(IllegalArgumentException.class, () -> ChangeCursor.of(text), text);
        }
    }

    private final class Follower {

        private ChangeCursor since;
        private ChangedApplication last;

        /** Reads until this many changes have come; an open transaction of the server can delay them. */
        private List<UUID> next(int changes) {
            var seen = new ArrayList<UUID>();
            await().until(() -> {
                seen.addAll(next());
                return seen.size() >= changes;
            });
            return seen;
        }

        private List<UUID> next() {
            var page = feed.changes(owner, since, 10).orElseThrow();
            since = page.next();
            if (!page.cases().isEmpty()) last = page.cases().get(page.cases().size() - 1);
            return ids(page.cases());
        }
    }

    private static List<UUID> ids(List<ChangedApplication> cases) {
        return cases.stream().map(ChangedApplication::id).toList();
    }

    private UUID insertCommitted() throws SQLException {
        try (var connection = database.app().getConnection()) {
            return insert(connection);
        }
    }

    private UUID insert(Connection connection) throws SQLException {
        var id = UUID.randomUUID();
        try (var statement = connection.prepareStatement("""
                INSERT INTO application (id, owner, route, branch, state, rule_set, created_at, updated_at,
                    visible_to_branch, key_id, wrapped_key, dossier, journal_length, journal_head)
                VALUES (?, ?, 'IN_COUNTRY', 'GROUND_FORCES', 'IN_PROGRESS', 'test', now(), now(),
                    true, 'k', '\\x00', '\\x00', 1, sha256(''))
                """)) {
            statement.setObject(1, id);
            statement.setString(2, owner);
            statement.executeUpdate();
        }
        return id;
    }

    private static void change(UUID id, String assignments) throws SQLException {
        database.update("UPDATE application SET version = version + 1, " + assignments + " WHERE id = ?", id);
    }
}
