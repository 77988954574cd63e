package org.recruitmentintake.security;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/** The owner of the tables can change a journal, but every change is detected. */
@QuarkusTest
@WithTestResource(RealParts.class)
class JournalTamperingTest {

    /** Five entries: submitted, and read by four people. */
    private static String createJournal() {
        var id = post(portal(), Cases.declared()).statusCode(201).extract().path("id").toString();
        for (int i = 0; i < 4; i++) {
            Cases.as(Map.of("client", "reviewers", "role", "reviewer", "person", "reader-" + i))
                    .get("/v1/applications/" + id).then().statusCode(200);
        }
        return id;
    }

    @Test
    void actionsAndReadsAreInTheJournal() throws Exception {
        var id = createJournal();
        Cases.reviewer().get("/v1/applications/" + id + "/replay").then().statusCode(200);
        verified(id).body("intact", is(true)).body("firstFault", nullValue()).body("next", nullValue());
        journal(id).body("entries.action", contains("SUBMITTED", "READ", "READ", "READ", "READ", "REPLAYED"))
                .body("entries[0].client", is("portal-one")).body("entries[0].role", is("portal"))
                .body("entries[5].actor", is("reviewer-1"));
        assertFalse(script().containsKey(id), "the script does not list the case");
        journal(id).body("entries.action", hasItem("JOURNAL_READ"));
        verified(id).body("intact", is(true));
    }

    @Test
    void journalIsReadPageByPage() throws Exception {
        var id = createJournal();
        page(id, "?limit=2").body("entries.number", contains(1, 2)).body("next", is(2));
        page(id, "?limit=2&after=2").body("entries.number", contains(3, 4)).body("next", is(4));
        // The first read of the journal is an entry, repeated reads are not.
        page(id, "?limit=200&after=4").body("entries.number", contains(5, 6)).body("next", nullValue());
        page(id, "?after=4000").body("entries.size()", is(0)).body("next", nullValue());
        Cases.reviewer().get("/v1/applications/" + id + "/journal?limit=1001").then().statusCode(400);
    }

    @Test
    void journalIsVerifiedPartByPart() throws Exception {
        var id = createJournal();
        page(id, "/verification?limit=2").body("intact", is(true)).body("next", is(2));
        page(id, "/verification?limit=2&after=2").body("intact", is(true)).body("next", is(4));
        page(id, "/verification?limit=2&after=4").body("intact", is(true)).body("next", nullValue());
        page(id, "/verification?limit=5").body("intact", is(true)).body("next", is(5));
        page(id, "/verification?limit=5&after=5").body("intact", is(true)).body("next", nullValue());
        page(id, "/verification?after=6").body("intact", is(true)).body("next", nullValue());
        Owner.update("UPDATE journal SET actor = 'somebody' WHERE seq = 4 AND application_id = ?", id);
        page(id, "/verification?limit=2").body("intact", is(true)).body("next", is(2));
        page(id, "/verification?limit=2&after=2").body("intact", is(false)).body("firstFault", is(4))
                .body("next", nullValue());
        Owner.update("DELETE FROM journal WHERE seq = 2 AND application_id = ?", id);
        page(id, "/verification?limit=2&after=2").body("intact", is(false)).body("firstFault", is(2));
        Cases.reviewer().get("/v1/applications/" + id + "/journal/verification?limit=5001").then().statusCode(400);
    }

    private static ValidatableResponse page(String id, String query) {
        return Cases.reviewer().get("/v1/applications/" + id + "/journal" + query).then().statusCode(200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {
            "client = 'portal-onE'",
            "actor = 'somebody'",
            "role = 'operator'",
            "action = 'JOURNAL_READ'",
            "detail = 'x'",
            "at = at + interval '1 microsecond'",
            "hash = set_byte(hash, 31, 255 - get_byte(hash, 31))",
            "seq = 30"})
    void changedEntryIsFound(String change) throws Exception {
        var id = createJournal();
        assertEquals(1, Owner.update("UPDATE journal SET " + change + " WHERE application_id = ? AND seq = 3", id));
        assertFound(id, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void removedEntryIsFound(int entry) throws Exception {
        var id = createJournal();
        assertEquals(1, Owner.update("DELETE FROM journal WHERE application_id = ? AND seq = ?", id, entry));
        assertFound(id, entry);
    }

    /** The later entries are renumbered, so that there is no gap. */
    @Test
    void removedEntryIsFoundAfterRenumbering() throws Exception {
        var id = createJournal();
        Owner.update("DELETE FROM journal WHERE application_id = ? AND seq = 2", id);
        for (int entry = 3; entry <= 5; entry++) {
            Owner.update("UPDATE journal SET seq = ? WHERE application_id = ? AND seq = ?", entry - 1, id, entry);
        }
        Owner.update("UPDATE application SET journal_length = 4 WHERE id = ?", id);
        assertFound(id, 2);
    }

    @Test
    void swappedEntriesAreFound() throws Exception {
        var id = createJournal();
        for (var swap : new int[][] {{2, 99}, {4, 2}, {99, 4}}) {
            assertEquals(1, Owner.update("UPDATE journal SET seq = ? WHERE application_id = ? AND seq = ?", swap[1], id,
                    swap[0]));
        }
        assertFound(id, 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cutEndOfAJournalIsFound(boolean lengthToo) throws Exception {
        var id = createJournal();
        assertEquals(2, Owner.update("DELETE FROM journal WHERE application_id = ? AND seq > 3", id));
        if (lengthToo) Owner.update("UPDATE application SET journal_length = 3 WHERE id = ?", id);
        assertFound(id, 4);
    }

    @Test
    void emptiedJournalIsFound() throws Exception {
        var id = createJournal();
        assertEquals(5, Owner.update("DELETE FROM journal WHERE application_id = ?", id));
        assertFound(id, 1);
    }

    @Test
    void entryOfAnotherCaseIsFound() throws Exception {
        var id = createJournal();
        var other = createJournal();
        Owner.update("""
                UPDATE journal mine SET (at, client, actor, role, action, detail, hash) =
                    (SELECT at, client, actor, role, action, detail, hash FROM journal WHERE application_id = ? AND seq = 1)
                WHERE application_id = ? AND seq = 1
                """, other, id);
        assertFound(id, 1);
    }

    /** A rewritten journal with a rewritten head is detected only by heads that were kept elsewhere. */
    @Test
    void rewrittenChainIsFoundByKeptHeads() throws Exception {
        var id = createJournal();
        var heads = heads();
        assertFalse(casesThatMatchNoHead(heads).contains(id));
        Owner.update("DELETE FROM journal WHERE application_id = ? AND seq > 3", id);
        Owner.update("""
                UPDATE application SET journal_length = 3, journal_head =
                    (SELECT hash FROM journal WHERE application_id = application.id AND seq = 3) WHERE id = ?
                """, id);
        verified(id).body("intact", is(true));
        assertFalse(script().containsKey(id));
        assertTrue(casesThatMatchNoHead(heads).contains(id));
    }

    /** As after a restore: entries after that moment are missing, and earlier ones match. */
    @Test
    void lostEntriesDifferFromForgedOnes() throws Exception {
        var id = createJournal();
        var heads = heads();
        var moment = Owner.one("SELECT max(at)::text FROM journal WHERE application_id = ? AND seq <= 3", id);
        Owner.update("DELETE FROM journal WHERE application_id = ? AND seq > 3", id);
        assertEquals("forged or cut", reasons(heads, "").get(id));
        assertEquals("lost by the restore", reasons(heads, moment).get(id));
        assertEquals("forged or cut", reasons(heads, "2999-01-01").get(id));
    }

    /** The chain can be verified after erasure. */
    @Test
    void chainIsIntactAfterErasure() throws Exception {
        var id = createJournal();
        Cases.as("data-protection", "privacy").delete("/v1/applications/" + id).then().statusCode(204);
        journal(id).body("entries.action", hasItem("ERASED"));
        verified(id).body("intact", is(true));
        assertFalse(script().containsKey(id));
        assertTrue(Integer.parseInt(Owner.one("SELECT journal_length FROM application WHERE id = ?", id)) > 5);
    }

    /** Asserts that the service and the script find this entry as the first faulty one. */
    private static void assertFound(String id, int entry) throws Exception {
        assertEquals(entry, script().get(id), "by the script");
        verified(id).body("intact", is(false)).body("firstFault", is(entry));
    }

    /** The faults that docs/verify-journals.sql lists. */
    private static Map<String, Integer> script() throws Exception {
        var faults = new HashMap<String, Integer>();
        try (var owner = Owner.connection(); var rows = owner.createStatement()
                .executeQuery(Files.readString(Path.of("docs/verify-journals.sql")))) {
            while (rows.next()) {
                faults.put(rows.getString("application"), rows.getInt("first_fault"));
            }
        }
        return faults;
    }

    /** The output of docs/journal-heads.sql. */
    private static List<List<String>> heads() throws Exception {
        var heads = new ArrayList<List<String>>();
        try (var owner = Owner.connection(); var rows = owner.createStatement()
                .executeQuery(Files.readString(Path.of("docs/journal-heads.sql")))) {
            while (rows.next()) {
                // The time of an emptied journal is null.
                heads.add(Arrays.asList(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
        }
        return heads;
    }

    /** The cases that docs/verify-heads.sql lists. */
    private static Set<String> casesThatMatchNoHead(List<List<String>> heads) throws Exception {
        return reasons(heads, "").keySet();
    }

    /** The reason for each listed case. */
    private static Map<String, String> reasons(List<List<String>> heads, String restoredTo) throws Exception {
        var listed = new HashMap<String, String>();
        try (var owner = Owner.connection(); var statement = owner.createStatement()) {
            statement.execute("SET heads.restored_to = '" + restoredTo + "'");
            statement.execute("CREATE TEMPORARY TABLE heads (id uuid, length int, head text, at timestamptz)");
            try (var add = owner.prepareStatement("INSERT INTO heads VALUES (?::uuid, ?::int, ?, ?::timestamptz)")) {
                for (var head : heads) {
                    for (var i = 0; i < 4; i++) {
                        add.setString(i + 1, head.get(i));
                    }
                    add.addBatch();
                }
                add.executeBatch();
            }
            try (var rows = statement.executeQuery(Files.readString(Path.of("docs/verify-heads.sql")))) {
                while (rows.next()) {
                    listed.put(rows.getString("application"), rows.getString("reason"));
                }
            }
        }
        return listed;
    }

    private static ValidatableResponse journal(String id) {
        return Cases.as("data-protection", "privacy").get("/v1/applications/" + id + "/journal").then().statusCode(200);
    }

    private static ValidatableResponse verified(String id) {
        return Cases.as("data-protection", "privacy").get("/v1/applications/" + id + "/journal/verification").then()
                .statusCode(200);
    }
}
