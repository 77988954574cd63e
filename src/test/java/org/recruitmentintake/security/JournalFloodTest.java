package org.recruitmentintake.security;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.Cases.declared;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;

import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/** Attack: a client reads a case so often that its journal becomes too long to read. */
@QuarkusTest
@WithTestResource(RealParts.class)
class JournalFloodTest {

    @ParameterizedTest
    @CsvSource({"'', READ", "/replay, REPLAYED", "/journal, JOURNAL_READ"})
    void repeatedReadsOfOnePersonAreOneEntry(String path, String action) throws Exception {
        var id = posted();
        for (int i = 0; i < 20; i++) {
            person("one").get("/v1/applications/" + id + path).then().statusCode(200);
        }
        assertEquals("1", entries(id, action));
        person("other").get("/v1/applications/" + id + path).then().statusCode(200);
        assertEquals("2", entries(id, action));
        Cases.assertIntact(id);
    }

    @Test
    void readAfterTenMinutesIsAnotherEntry() throws Exception {
        var id = posted();
        for (var minutes : new int[] {11, 5}) {
            person("one").get("/v1/applications/" + id).then().statusCode(200);
            person("one").get("/v1/applications/" + id).then().statusCode(200);
            Owner.update("UPDATE journal SET at = at - interval '" + minutes
                    + " minutes' WHERE application_id = ? AND action = 'READ'", id);
        }
        person("one").get("/v1/applications/" + id).then().statusCode(200);
        assertEquals("2", entries(id, "READ"));
    }

    /** A long journal: each page and each part of its verification is bounded. */
    @Test
    void longJournalIsReadAndVerifiedInParts() throws Exception {
        var id = posted();
        Owner.update("""
                INSERT INTO journal (application_id, seq, at, client, actor, role, action, detail, hash)
                SELECT application_id, n, at, client, actor, role, 'READ', detail, hash
                FROM journal, generate_series(2, 6000) n WHERE application_id = ?
                """, id);
        Owner.update("UPDATE application SET journal_length = 6000 WHERE id = ?", id);
        person("one").get("/v1/applications/" + id + "/journal?after=5900&limit=50").then().statusCode(200)
                .body("entries.size()", is(50)).body("next", is(5950));
        person("one").get("/v1/applications/" + id + "/journal/verification?after=5000&limit=500").then()
                .statusCode(200).body("intact", is(false)).body("firstFault", is(5001));
    }

    private static String posted() {
        return post(portal(), declared()).statusCode(201).extract().path("id").toString();
    }

    private static String entries(String id, String action) throws Exception {
        return Owner.one("SELECT count(*)::text FROM journal WHERE application_id = ? AND action = ?", id, action);
    }

    private static RequestSpecification person(String name) {
        return Cases.as(Map.of("client", "reviewers", "role", "reviewer", "person", name));
    }
}
