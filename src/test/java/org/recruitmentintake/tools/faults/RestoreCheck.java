package org.recruitmentintake.tools.faults;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;

import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.recruitmentintake.Cases;
import org.recruitmentintake.tools.GuideShell;
import org.recruitmentintake.tools.faults.Sink.Arrived;
import org.recruitmentintake.tools.faults.Sink.Subject;

/**
 * Backup, loss and restore with the commands of docs/operations.md: PostgreSQL is restored from a base backup and an
 * archive, later withdrawals, erasures and refusals are repeated, journals and heads are verified, and the outbox is
 * released. Runs after packaging.
 */
@Timeout(300)
class RestoreCheck {

    private static final String REFUSAL = """
            {"rulings": [{"condition": "medical-fitness", "ruling": "REFUSE", "reason": "CONDITION_NOT_MET"}]}""";
    private static final Duration SOON = Duration.ofSeconds(30);

    private Installation installation;
    private Desks desks;
    private Audit audit;
    private Sink sink;
    private GuideShell guide;

    /** Three cases of one kind: unchanged, withdrawn after the moment of the restore, erased after it. */
    private record Three(String kept, String withdrawn, String erased) {}

    @Test
    void restoredInstallationIsReleasedAfterRepeatedErasures() throws Exception {
        try (var all = new Installation("restore")) {
            installation = all;
            desks = new Desks(all.issuer);
            audit = new Audit(all);
            sink = new Sink(all.broker);
            guide = new GuideShell(all.directory.resolve("guide"), "bash", "curl", "psql")
                    .set("DATABASE_URL", all.databaseUrl("intake_owner")).set("PORTAL", desks.centre())
                    .set("PRIVACY", desks.token("dpo", "privacy"));
            var archive = new Archive(all);
            archive.begin();
            restore(archive);
        }
    }

    private void restore(Archive archive) throws Exception {
        var service = installation.service("before").start().awaitReady();
        var open = three(service, Cases::declared);
        var sent = three(service, () -> Cases.example("in-country"));
        var unfit = post(service, Expected.REFUSED.body());
        awaitForwarded(3);
        archive.backUp();
        guide.run("save-heads");
        Files.move(guide.at("heads.csv"), guide.at("before.csv"));

        // Accepted before the moment of the restore, and sent after it.
        installation.broker.kill();
        var waiting = three(service, () -> Cases.example("in-country"));
        var moment = archive.now();
        installation.broker.start();
        awaitForwarded(6);
        var late = three(service, () -> Cases.example("in-country"));
        awaitForwarded(9);
        var groups = List.of(open, sent, waiting, late);
        var withdrawn = groups.stream().map(Three::withdrawn).toList();
        var erased = groups.stream().map(Three::erased).toList();
        guide.set("INTAKE", service.address().toString());
        guide.write("withdrawn.txt", withdrawn);
        guide.write("erased.txt", erased);
        assertEquals(List.of(), guide.run("repeat-withdrawals"));
        assertEquals(List.of(), guide.run("repeat-erasures"));
        refuse(service, unfit);
        // A notice follows for each of the three kinds that were sent.
        awaitForwarded(9 + 6);
        guide.run("save-heads");
        Files.move(guide.at("heads.csv"), guide.at("after.csv"));
        sink.drain();
        var before = sink.take(any -> true);

        archive.awaitArchived();
        service.terminate();
        service.exitCode(SOON);
        archive.loseAndRestore(moment);

        guide.sql("may-have-been-sent", installation.databaseUrl("intake_app"), sql -> sql);
        var paused = installation.service("paused", "intake.relay.paused", "true").start().awaitReady();
        await().until(() -> Files.readString(paused.log()).contains("The relay is paused"));
        guide.set("INTAKE", paused.address().toString());
        assertEquals("IN_PROGRESS", desks.state(paused, open.withdrawn));
        assertEquals("ACCEPTED", desks.state(paused, waiting.erased));
        assertEquals(List.of("404 " + late.withdrawn), guide.run("repeat-withdrawals"));
        assertEquals(List.of("404 " + late.erased), guide.run("repeat-erasures"));
        refuse(paused, unfit);
        for (var group : List.of(open, sent, waiting)) {
            assertEquals("WITHDRAWN", desks.state(paused, group.withdrawn));
            assertEquals("ERASED", desks.state(paused, group.erased));
        }

        assertEquals(List.of(), guide.run("verify-journals"));
        assertEquals(List.of(), differencesFromBefore());
        guide.set("MOMENT", moment);
        assertEquals(Stream.concat(Stream.concat(withdrawn.stream(), erased.stream()),
                Stream.of(unfit, late.kept, waiting.kept)).collect(toSet()), lost(differencesFromAfter()));

        sink.drain();
        assertEquals(List.of(), sink.take(any -> true), "nothing is sent before the outbox is released");
        paused.terminate();
        paused.exitCode(SOON);
        installation.service("released").start().awaitReady();
        audit.awaitDrained("centre-one", SOON);
        sink.drain();
        assertReceived(before, sink.take(any -> true), groups);
        assertForgedHeadIsFound(sent.kept);
    }

    /** The branch learns the end of every case from the messages before and after the restore. */
    private void assertReceived(List<Arrived> before, List<Arrived> after, List<Three> groups) {
        for (var again : after) {
            before.stream().filter(first -> first.id().equals(again.id()))
                    .forEach(first -> assertArrayEquals(first.data(), again.data(), "the same id, the same bytes"));
        }
        var subjects = Stream.concat(before.stream(), after.stream()).map(Arrived::subject).collect(toSet());
        for (var group : groups) {
            for (var ended : List.of(group.withdrawn, group.erased)) {
                assertEquals(subjects.contains(Subject.accepted(ended)), subjects.contains(Subject.withdrawn(ended)),
                        "an acceptance that was sent is followed by a notice");
            }
        }
        var resent = after.stream().map(Arrived::subject).collect(toSet());
        assertTrue(resent.contains(Subject.accepted(groups.get(2).kept)),
                "messages that waited at the moment are sent again");
        assertTrue(resent.contains(Subject.withdrawn(groups.get(2).withdrawn)), "its withdrawal, too: " + resent);
    }

    /** The owner removes the last entries and adapts the head, so that the journal alone looks intact. */
    private void assertForgedHeadIsFound(String application) throws Exception {
        try (var connection = installation.sql(); var statement = connection.createStatement()) {
            statement.execute("""
                    WITH cut AS (
                        DELETE FROM journal j USING application a
                        WHERE a.id = '%1$s' AND j.application_id = a.id AND j.seq = a.journal_length
                    )
                    UPDATE application a SET journal_length = j.seq, journal_head = j.hash FROM journal j
                    WHERE a.id = '%1$s' AND j.application_id = a.id AND j.seq = a.journal_length - 1
                    """.formatted(application));
        }
        assertEquals(List.of(), guide.run("verify-journals"), "the journal alone looks intact");
        assertTrue(differencesFromBefore().toString().contains(application),
                "the older heads reveal the cut journal");
        var forged = differencesFromAfter().stream().filter(line -> line.endsWith(",forged or cut")).toList();
        assertEquals(1, forged.size(), forged.toString());
        assertTrue(forged.get(0).startsWith(application), forged.toString());
    }

    /** The journals that differ from the heads that were saved before the moment of the restore. */
    private List<String> differencesFromBefore() throws Exception {
        Files.copy(guide.at("before.csv"), guide.at("heads.csv"), REPLACE_EXISTING);
        return guide.run("verify-heads");
    }

    /** The journals that differ from the heads that were saved before the loss, and why. */
    private List<String> differencesFromAfter() throws Exception {
        Files.copy(guide.at("after.csv"), guide.at("heads.csv"), REPLACE_EXISTING);
        return guide.run("verify-heads-after-a-restore");
    }

    /** The cases that lost entries by the restore; no journal may be forged. */
    private static Set<String> lost(List<String> lines) {
        lines.forEach(line -> assertFalse(line.endsWith(",forged or cut"), line));
        return lines.stream().map(line -> line.substring(0, line.indexOf(','))).collect(toSet());
    }

    private Three three(ServiceProcess at, Supplier<ObjectNode> body) throws Exception {
        var ids = new ArrayList<String>();
        for (var i = 0; i < 3; i++) {
            ids.add(post(at, body.get()));
        }
        return new Three(ids.get(0), ids.get(1), ids.get(2));
    }

    private String post(ServiceProcess at, ObjectNode body) throws Exception {
        var answer = desks.post(at, desks.centre(), UUID.randomUUID().toString(), body.toString());
        assertEquals(201, answer.status(), answer.text());
        return answer.body().get("id").asText();
    }

    private void refuse(ServiceProcess at, String application) throws Exception {
        desks.postEvent(at, desks.reviewer(), application, "resolutions", REFUSAL);
        assertEquals("REFUSED", desks.state(at, application));
    }

    private void awaitForwarded(int messages) throws SQLException, InterruptedException {
        for (var i = 0; i < 300 && forwarded() < messages; i++) {
            Thread.sleep(100);
        }
        assertEquals(messages, forwarded());
    }

    private int forwarded() throws SQLException {
        return Integer.parseInt(audit.list("SELECT count(*) FROM forwarded").get(0));
    }
}
