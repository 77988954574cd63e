package org.recruitmentintake.security;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.declared;
import static org.recruitmentintake.Cases.embassy;
import static org.recruitmentintake.Cases.event;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/** Attack: a desk learns who applies from lists, which no journal shows. */
@QuarkusTest
@WithTestResource(RealParts.class)
class ListReadsTest {

    private final String person = "lister-" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({"reviewer,, state=IN_PROGRESS", "embassy, ca-ottawa, turn=EMBASSY",
            "recruiting-centre, GROUND_FORCES, attention=false"})
    void listOfADeskIsOneEntry(String role, String bound, String filter) throws Exception {
        post(portal(), declared()).statusCode(201);
        var id = post(portal(), example("embassy")).statusCode(201).extract().path("id").toString();
        for (var step : List.of("FIRST_CONTACT", "DOCUMENTS")) {
            event(embassy(), id, "steps", "{\"step\":\"" + step + "\",\"on\":\"2026-02-01\"}").statusCode(200);
        }
        int rows = list(desk(role, bound), "?limit=200&" + filter).extract().path("items.size()");
        assertTrue(rows > 0);
        assertEquals(role + " " + filter + " " + rows, entries());
        list(desk(role, bound), "?limit=200&" + filter);
        assertEquals(role + " " + filter + " " + rows, entries());
    }

    @Test
    void eachPageAndEachLongerListIsAnEntry() throws Exception {
        post(portal(), declared()).statusCode(201);
        post(portal(), declared()).statusCode(201);
        var first = list(desk("reviewer", null), "?limit=1").extract();
        list(desk("reviewer", null), "?limit=1&cursor=" + first.path("next"));
        list(desk("reviewer", null), "?limit=2");
        list(desk("reviewer", null), "?limit=1");
        assertEquals("reviewer  1, reviewer after=" + first.path("items[0].id") + " 1, reviewer  2", entries());
    }

    /** Text that is no known code may be a name. */
    @Test
    void noTextOfTheRequestIsStored() throws Exception {
        post(portal(), example("embassy")).statusCode(201);
        list(desk("reviewer", null), "?embassy=jane-canary&branch=NATIONAL_GUARD").body("items.size()", is(0));
        list(desk("reviewer", null), "?embassy=ca-ottawa&limit=1");
        desk("reviewer", null).get("/v1/applications?embassy=jane-canary&limit=0").then().statusCode(400);
        assertEquals("reviewer branch=NATIONAL_GUARD embassy=unknown 0, reviewer embassy=ca-ottawa 1", entries());
    }

    @Test
    void portalReadsItsOwnStateWithoutAnEntry() throws Exception {
        var before = Owner.one("SELECT count(*) FROM list_read WHERE client = 'portal-one'");
        list(portal(), "?limit=5");
        assertEquals("0", before);
        assertEquals("0", Owner.one("SELECT count(*) FROM list_read WHERE client = 'portal-one'"));
    }

    @Test
    void dataProtectionOfficerSeesListsOfAPerson() throws Exception {
        post(portal(), declared()).statusCode(201);
        list(desk("reviewer", null), "?limit=1");
        var today = LocalDate.now(ZoneId.of("Europe/Kyiv"));
        var counted = "items.find { it.person == '" + person + "' }.";
        String next = null;
        ValidatableResponse page;
        do {
            page = Cases.as("privacy-desk", "privacy").queryParam("from", today.minusDays(1).toString())
                    .queryParam("to", today.plusDays(1).toString()).queryParam("limit", 200)
                    .queryParams(next == null ? Map.of() : Map.of("cursor", next)).get("/v1/readers").then()
                    .statusCode(200);
            next = page.extract().path("next");
        } while (next != null && page.extract().path("items.find { it.person == '" + person + "' }") == null);
        page.body(counted + "cases", is(0)).body(counted + "reads", is(0)).body(counted + "lists", is(1))
                .body(counted + "listed", is(1));
    }

    private RequestSpecification desk(String role, String bound) {
        return bound == null ? Cases.as(Map.of("client", "listing-desk", "role", role, "person", person))
                : Cases.as(Map.of("client", "listing-desk", "role", role, "person", person,
                        role.equals("embassy") ? "embassies" : "branches", bound));
    }

    private static ValidatableResponse list(RequestSpecification client, String query) {
        return client.urlEncodingEnabled(false).get("/v1/applications" + query).then().statusCode(200);
    }

    /** The entries of this test's person, in their order: role, filter, rows. */
    private String entries() throws Exception {
        return Owner.one("""
                SELECT string_agg(role || ' ' || filter || ' ' || cases, ', ' ORDER BY at) FROM list_read WHERE actor = ?
                """, person);
    }
}
