package org.recruitmentintake.application.usecase;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.application.port.Housekeeping;

/** One replica re-evaluates each due case once. */
@QuarkusTest
@WithTestResource(RealParts.class)
class ReevaluationTest {

    @Inject
    Reevaluation reevaluation;

    @Inject
    Housekeeping housekeeping;

    @Inject
    DataSource database;

    @Test
    void expiredPresenceIsNoticedOnTheNextDay() {
        var today = LocalDate.now(ZoneId.of("Europe/Kyiv"));
        var id = waitingForFitness(today);
        assertState(id, "IN_PROGRESS");
        setClockAhead(Duration.ofDays(1));
        assertTrue(reevaluation.reevaluateDue() >= 1);
        assertState(id, "IN_REVIEW");
    }

    @Test
    void caseOfAnotherRuleSetIsReevaluatedOnce() throws SQLException {
        var id = waitingForFitness(LocalDate.parse("2034-01-31"));
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("UPDATE application SET rule_set = 'older' WHERE id = ?")) {
            statement.setObject(1, UUID.fromString(id));
            statement.executeUpdate();
        }
        assertTrue(reevaluation.reevaluateDue() >= 1);
        assertEquals(0, reevaluation.reevaluateDue());
        reviewer().get("/v1/applications/" + id + "/journal").then()
                .body("entries.findAll { it.action == 'REEVALUATED' }.size()", is(1));
    }

    /** The column is not encrypted, and an exact birthday or expiry could identify the applicant. */
    @Test
    void dueDayShowsOnlyItsYearUntilThatYear() throws SQLException {
        var id = waitingForFitness(LocalDate.parse("2034-01-31"));
        try (var connection = database.getConnection();
                var statement = connection
                        .prepareStatement("SELECT next_evaluation_on FROM application WHERE id = ?")) {
            statement.setObject(1, UUID.fromString(id));
            try (var row = statement.executeQuery()) {
                assertTrue(row.next());
                assertEquals(LocalDate.parse("2034-01-01"), row.getObject(1, LocalDate.class));
            }
        }
    }

    @Test
    void onlyOneReplicaReevaluatesAtATime() {
        waitingForFitness(LocalDate.now(ZoneId.of("Europe/Kyiv")));
        setClockAhead(Duration.ofDays(1));
        assertTrue(housekeeping.runExclusively("reevaluation", () -> assertEquals(0, reevaluation.reevaluateDue())));
        assertTrue(reevaluation.reevaluateDue() >= 1);
    }

    private static String waitingForFitness(LocalDate presentUntil) {
        var application = example("in-country");
        ((ObjectNode) application.at("/statement/presence")).put("validUntil", presentUntil.toString());
        ((ObjectNode) application.at("/statement")).remove("fitness");
        application.putArray("attested").add("IDENTITY").add("BIRTH_DATE").add("PRESENCE").add("CONVICTIONS");
        return post(centre(), application).statusCode(201).body("state", is("IN_PROGRESS")).extract().path("id");
    }

    private static void assertState(String id, String state) {
        reviewer().get("/v1/applications/" + id).then().statusCode(200).body("state", is(state));
    }

    private static void setClockAhead(Duration ahead) {
        QuarkusMock.installMockForType(Clock.offset(Clock.systemUTC(), ahead), Clock.class);
    }
}
