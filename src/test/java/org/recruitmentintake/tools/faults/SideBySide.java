package org.recruitmentintake.tools.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.recruitmentintake.Cases;

/**
 * An upgrade and its rollback: an older version of the service ({@code -Dfaults.old=<its quarkus-run.jar>}) and this
 * one, with one database and one broker. {@code .ci/side-by-side} builds the older one and runs this.
 */
@Timeout(900)
class SideBySide {

    private static final Path OLD = Path.of(System.getProperty("faults.old", "none"));
    private static final Path NEW = ServiceProcess.PACKAGED;
    private static final int CLIENTS = 4;

    private Installation installation;
    private Desks desks;

    @Test
    void upgradeAndRollbackLoseNothing() throws Exception {
        assertTrue(Files.exists(OLD), "no older version: " + OLD);
        Audit.heading("Side by side");
        try (var all = new Installation("side-by-side")) {
            installation = all;
            desks = new Desks(all.issuer);
            var audit = new Audit(all);
            migrate(OLD, "old-migrates");
            var before = schema();
            var first = serving(OLD, "old-1");
            var second = serving(OLD, "old-2");
            var early = List.of(post(first), post(first));
            try (var balancer = new LoadBalancer(first, second);
                    var load = new Load(all, "side-by-side", balancer::address).start(CLIENTS)) {
                load.awaitMore(20);

                migrate(NEW, "new-migrates");
                System.out.printf("schema %s, then %s%n", before, schema());
                load.awaitMore(20);
                assertEachReadsTheOthersCases(first, second);

                first = replaced(balancer, first, NEW, "new-1");
                assertEachReadsTheOthersCases(first, second);
                assertEachReadsTheOthersCases(second, first);
                load.awaitMore(20);
                second = replaced(balancer, second, NEW, "new-2");
                amend(early.get(0), second);
                withdraw(early.get(1), second, first);
                var late = List.of(post(first), post(second));
                load.awaitMore(20);

                // The rollback, with the schema of the new version.
                first = replaced(balancer, first, OLD, "old-again-1");
                assertEachReadsTheOthersCases(first, second);
                assertEachReadsTheOthersCases(second, first);
                load.awaitMore(20);
                second = replaced(balancer, second, OLD, "old-again-2");
                amend(early.get(0), first);
                amend(late.get(0), first);
                withdraw(late.get(1), first, second);
                load.awaitMore(20);

                load.finish();
                audit.awaitDrained(load.client, Duration.ofSeconds(60));
                var result = audit.of("an upgrade and the way back, two replicas", 4, 0, "-", load);
                assertTrue(result.isClean(), result.toString());
                assertEquals(0, result.waiting() + result.dead(), "everything has left: " + result);
                assertTrue(result.accepted() >= 100, "under load: " + result);
                assertEquals(0, load.ledger.failures(), "failed requests: " + load.ledger.answered());
                assertJournalsAreIntact();
            }
        }
    }

    /** Migrates like the Job: starts the artefact with the owner's password until it ends. */
    private void migrate(Path artefact, String name) throws InterruptedException {
        var job = installation.service(artefact, name, "quarkus.init-and-exit", "true").start();
        assertEquals(0, job.exitCode(Duration.ofSeconds(120)), "see " + job.log());
    }

    private ServiceProcess serving(Path artefact, String name) throws InterruptedException {
        return installation.service(artefact, name, "quarkus.flyway.migrate-at-start", "false").start().awaitReady();
    }

    private ServiceProcess replaced(LoadBalancer balancer, ServiceProcess old, Path artefact, String name)
            throws Exception {
        var young = serving(artefact, name);
        balancer.add(young);
        // The load balancer is not told, and has to notice by readiness that the replica shuts down.
        old.terminate();
        assertNotEquals(-1, old.exitCode(Duration.ofSeconds(25)), "it ends within 25 s");
        balancer.remove(old);
        return young;
    }

    /** Each version reads, continues and ends the cases of the other. */
    private void assertEachReadsTheOthersCases(ServiceProcess one, ServiceProcess other) throws Exception {
        var key = UUID.randomUUID().toString();
        var body = Cases.declared().toString();
        var posted = desks.post(one, desks.portal(), key, body);
        assertEquals(201, posted.status(), posted.text());
        assertEquals(posted.text(), desks.post(other, desks.portal(), key, body).text(),
                "a repeat at the other version gets the first answer");
        var id = posted.body().get("id").asText();
        desks.postEvent(other, desks.centre(), id, "evidence",
                "{\"pieces\":[{\"evidence\":\"CONVICTIONS\",\"convictions\":\"NONE\"}]}");
        amend(id, one);
        assertEquals("Amended by " + one.port, desks.dossier(other, id).path("preferredUnit").asText());
        withdraw(id, other, one);

        var onItsWay = desks
                .post(one, desks.portal(), UUID.randomUUID().toString(), Cases.example("embassy").toString()).body()
                .get("id").asText();
        desks.postEvent(one, desks.embassy(), onItsWay, "steps", "{\"step\":\"FIRST_CONTACT\",\"on\":\"2026-02-01\"}");
        desks.postEvent(other, desks.embassy(), onItsWay, "steps", "{\"step\":\"DOCUMENTS\",\"on\":\"2026-02-01\"}");
        desks.postEvent(one, desks.embassy(), onItsWay, "steps", "{\"step\":\"INTERVIEW\",\"on\":\"2026-02-01\"}");

        var accepted = desks
                .post(one, desks.centre(), UUID.randomUUID().toString(), Cases.example("in-country").toString()).body()
                .get("id").asText();
        for (var i = 0; i < 150 && !desks.state(other, accepted).equals("FORWARDED"); i++) {
            Thread.sleep(100);
        }
        assertEquals("FORWARDED", desks.state(other, accepted));
        withdraw(accepted, other, one, desks.centre());

        var erased = post(one);
        assertEquals(204,
                desks.ask(other, desks.token("dpo", "privacy"), "DELETE", "/v1/applications/" + erased, "").status());
        assertEquals("ERASED", desks.state(one, erased));
    }

    private String post(ServiceProcess at) throws Exception {
        var posted = desks.post(at, desks.portal(), UUID.randomUUID().toString(), Cases.declared().toString());
        assertEquals(201, posted.status(), posted.text());
        return posted.body().get("id").asText();
    }

    private void amend(String id, ServiceProcess at) throws Exception {
        var change = desks.ask(at, desks.portal(), "PATCH", "/v1/applications/" + id,
                "{\"preferredUnit\":\"Amended by " + at.port + "\"}", "If-Match", desks.tag(at, id), "Content-Type",
                "application/merge-patch+json");
        assertEquals(200, change.status(), change.text());
        assertEquals("Amended by " + at.port, desks.dossier(at, id).path("preferredUnit").asText());
    }

    private void withdraw(String id, ServiceProcess at, ServiceProcess readAt) throws Exception {
        withdraw(id, at, readAt, desks.portal());
    }

    private void withdraw(String id, ServiceProcess at, ServiceProcess readAt, String token) throws Exception {
        var withdrawn = desks.ask(at, token, "POST", "/v1/applications/" + id + "/withdrawal", "");
        assertEquals(200, withdrawn.status(), withdrawn.text());
        assertEquals("WITHDRAWN", desks.state(readAt, id));
    }

    private String schema() throws SQLException {
        try (var connection = installation.sql();
                var rows = connection.createStatement().executeQuery(
                        "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank DESC")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void assertJournalsAreIntact() throws IOException, SQLException {
        try (var connection = installation.sql();
                var faults = connection.createStatement()
                        .executeQuery(Files.readString(Path.of("docs/verify-journals.sql")))) {
            assertFalse(faults.next(), "a journal was changed");
        }
    }
}
