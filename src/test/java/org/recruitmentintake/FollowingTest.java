package org.recruitmentintake;

import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.as;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.embassy;
import static org.recruitmentintake.Cases.event;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;
import static org.recruitmentintake.Waiting.await;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A portal reads the changes of its cases page by page. This adds no entry to their journals. */
@QuarkusTest
@WithTestResource(RealParts.class)
class FollowingTest {

    private final String client = "portal-" + UUID.randomUUID();
    private String since;

    @Test
    void followerSeesEachChangeOnce() {
        var first = posted();
        var second = posted();
        assertEquals(List.of(first, second), nextIds(2));
        event(reviewer(), first, "evidence", "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"NONE\"}").statusCode(200);
        var changed = nextChanges(1).get(0);
        assertEquals(first, changed.get("id"));
        assertEquals(2, changed.get("version"));
        portal().post("/v1/applications/" + second + "/withdrawal").then().statusCode(200);
        changed = nextChanges(1).get(0);
        assertEquals("WITHDRAWN", changed.get("state"));
        as("privacy-desk", "privacy").delete("/v1/applications/" + first).then().statusCode(204);
        changed = nextChanges(1).get(0);
        assertEquals(first, changed.get("id"));
        assertEquals("ERASED", changed.get("state"));
        assertEquals(List.of(), page());
    }

    @Test
    void pagesWithOneChangeFollowEachOther() {
        var ids = List.of(posted(), posted(), posted());
        nextIds(3);
        since = null;
        var seen = new ArrayList<Object>();
        for (var ignored : ids) {
            var page = list("limit=1").statusCode(200).extract().jsonPath();
            seen.addAll(page.getList("items.id"));
            since = page.getString("next");
        }
        assertEquals(ids, seen);
        list("limit=50").body("items", is(List.of())).body("next", is(since));
    }

    @Test
    void clientsFollowTheirOwnCasesOnly() {
        assertEquals(List.of(posted()), nextIds(1));
        as("portal-" + UUID.randomUUID(), "portal").get("/v1/applications").then().statusCode(200)
                .body("items", is(List.of()));
    }

    @Test
    void readsOfPortalsAndListsAreNotInTheJournal() {
        var id = posted();
        portal().get("/v1/applications/" + id).then().statusCode(200);
        nextIds(1);
        reviewer().get("/v1/applications/" + id + "/journal").then().statusCode(200)
                .body("entries.action", is(List.of("SUBMITTED")));
        // A centre sees the dossier of its case, so its read is an entry of the journal.
        var own = post(centre(), Cases.declared()).statusCode(201).extract().path("id").toString();
        centre().get("/v1/applications/" + own).then().statusCode(200);
        // A list shows no dossier: it writes nothing into the journals of its rows.
        centre().get("/v1/applications?limit=200").then().statusCode(200);
        reviewer().get("/v1/applications?limit=200").then().statusCode(200);
        reviewer().get("/v1/applications/" + own + "/journal").then()
                .body("entries.action", is(List.of("SUBMITTED", "READ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"changedSince=nonsense", "changedSince=", "changedSince=2026-03-01T00:00:00Z",
            "state=REFUSED",
            "attention=true", "hasMatch=true", "branch=GROUND_FORCES", "embassy=ca-ottawa", "limit=0", "limit=201"})
    void filtersAreRefusedToPortals(String query) {
        portal().get("/v1/applications?" + query).then().statusCode(400).body("code", is("invalid-parameter"));
    }

    @Test
    void desksCannotFollowChanges() {
        posted();
        nextIds(1);
        for (var desk : List.of(embassy(), centre(), reviewer())) {
            desk.get("/v1/applications?changedSince=" + since).then().statusCode(400)
                    .body("errors.code", is(List.of("not-for-your-role")));
        }
    }

    @Test
    void cursorOfAnotherDatabaseIsRefused() {
        posted();
        nextIds(1);
        var bytes = Base64.getUrlDecoder().decode(since);
        bytes[0] ^= 1;
        portal().get("/v1/applications?changedSince="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)).then().statusCode(400)
                .body("errors.collect { it.parameter + ' ' + it.code }", is(List.of("changedSince begin-anew")));
    }

    @Test
    void listHasNoPersonalMember() {
        posted();
        nextIds(1);
        since = null;
        var items = list("limit=50").statusCode(200).extract().jsonPath().<Map<String, Object>>getList("items");
        assertEquals(1, items.size());
        assertTrue(items.stream().allMatch(item -> List.of("id", "state", "route", "branch", "embassy", "attention",
                "forwarding", "version", "createdAt", "updatedAt").containsAll(new LinkedHashMap<>(item).keySet())));
        list("limit=50").body("items.state", everyItem(is("IN_PROGRESS")));
    }

    private String posted() {
        return post(portal(), Cases.declared()).statusCode(201).extract().path("id").toString();
    }

    private RequestSpecification portal() {
        return as(client, "portal");
    }

    private List<Object> nextIds(int changes) {
        return nextChanges(changes).stream().map(change -> change.get("id")).toList();
    }

    /** Reads until this many changes have come; an open transaction of the server can delay them. */
    private List<Map<String, Object>> nextChanges(int count) {
        var seen = new ArrayList<Map<String, Object>>();
        await().until(() -> {
            seen.addAll(page());
            return seen.size() >= count;
        });
        assertEquals(count, seen.size());
        return seen;
    }

    private List<Map<String, Object>> page() {
        var page = list("limit=50").statusCode(200).extract().jsonPath();
        since = page.getString("next");
        return page.getList("items");
    }

    private ValidatableResponse list(String query) {
        return portal().get("/v1/applications?" + query + (since == null ? "" : "&changedSince=" + since)).then();
    }
}
