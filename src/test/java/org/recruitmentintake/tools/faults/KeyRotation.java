package org.recruitmentintake.tools.faults;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.recruitmentintake.Cases;
import org.recruitmentintake.tools.dev.RecruitingCentre;
import org.recruitmentintake.tools.environment.ChildProcess;
import org.recruitmentintake.tools.faults.Sink.Subject;

/**
 * A sealing key and a signing key are rotated under load as docs/operations.md says: two rolling restarts of two
 * replicas, then the old files go. No request is refused, every case can be read, and every message can be opened and
 * verified.
 */
@Timeout(600)
class KeyRotation {

    private static final String OLD = "dev-1";
    private static final String NEW = "rotated-2";
    private static final int CLIENTS = 4;

    private Installation installation;
    private Desks desks;
    private Audit audit;

    @Test
    void keysAreRotatedUnderLoadByTwoRollingRestarts() throws Exception {
        try (var all = new Installation("rotation")) {
            installation = all;
            desks = new Desks(all.issuer);
            audit = new Audit(all);
            var first = serving("first");
            var second = serving("second");
            var early = post(first);
            try (var balancer = new LoadBalancer(first, second);
                    var load = new Load(all, "rotation", balancer::address).start(CLIENTS)) {
                load.awaitMore(50);
                makeKeys();
                first = replaced(balancer, first, "first-has-both");
                second = replaced(balancer, second, "second-has-both");
                load.awaitMore(50);
                assertEquals(Set.of(OLD), keyIds(), "the new key is not in use before every replica has it");

                useNewKeys();
                first = replaced(balancer, first, "first-uses-the-new");
                assertReads(first, second);
                assertReads(second, first);
                load.awaitMore(50);
                second = replaced(balancer, second, "second-uses-the-new");
                load.awaitMore(50);
                awaitRewrapped();
                assertEquals(early, read(first, early));

                var verificationKeys = publishedKeys(first);
                Files.delete(installation.keys().sealing().resolve(OLD));
                first = replaced(balancer, first, "first-without-the-old");
                second = replaced(balancer, second, "second-without-the-old");
                load.awaitMore(50);
                load.finish();
                audit.awaitDrained(load.client, Duration.ofSeconds(60));

                assertEquals(0, load.ledger.failures(), "failed requests: " + load.ledger.answered());
                assertTrue(load.ledger.accepted.size() >= 200, "under load: " + load.ledger.accepted.size());
                for (var application : load.ledger.accepted.values()) {
                    assertEquals(application, read(second, application));
                }
                assertEquals(early, read(second, early));
                assertEquals(Set.copyOf(load.ledger.accepted.values()), readMessages(verificationKeys));
                System.out.printf("%d cases under load, none refused; all were read, all messages verified%n",
                        load.ledger.accepted.size());
            }
        }
    }

    /** Makes the new keys by the command of the artefact. They are not in use yet. */
    private void makeKeys() throws Exception {
        runKeys("sealing", installation.keys().sealing().toString(), NEW);
        runKeys("signing", installation.keys().signing().toString(), NEW);
    }

    /** Makes the new keys the current ones. */
    private void useNewKeys() throws IOException {
        for (var folder : List.of(installation.keys().sealing(), installation.keys().signing())) {
            Files.writeString(folder.resolve("current"), NEW);
        }
    }

    private void runKeys(String... arguments) throws Exception {
        var jar = ServiceProcess.PACKAGED.toAbsolutePath().toString();
        var command = new ArrayList<>(jar.endsWith(".jar") ? ChildProcess.java(List.of("-jar", jar)) : List.of(jar));
        command.add("keys");
        command.addAll(List.of(arguments));
        var log = installation.directory.resolve("keys.log");
        try (var run = ChildProcess.start(command, log)) {
            assertEquals(0, run.exitCode(Duration.ofSeconds(60)), "see " + log);
        }
    }

    private ServiceProcess serving(String name) throws InterruptedException {
        return installation.service(name, "intake.retention.every", "5S").start().awaitReady();
    }

    private ServiceProcess replaced(LoadBalancer balancer, ServiceProcess old, String name) throws Exception {
        var young = serving(name);
        balancer.add(young);
        old.terminate();
        assertTrue(old.exitCode(Duration.ofSeconds(25)) >= 0, "it ends within 25 s");
        balancer.remove(old);
        return young;
    }

    /** Each of two replicas reads a case that the other one has sealed. */
    private void assertReads(ServiceProcess writer, ServiceProcess reader) throws Exception {
        var application = post(writer);
        assertEquals(application, read(reader, application));
        desks.postEvent(reader, desks.centre(), application, "evidence",
                "{\"pieces\":[{\"evidence\":\"CONVICTIONS\",\"convictions\":\"NONE\"}]}");
        assertEquals(application, read(writer, application));
    }

    private String post(ServiceProcess at) throws Exception {
        var answer = desks.post(at, desks.portal(), UUID.randomUUID().toString(), Cases.declared().toString());
        assertEquals(201, answer.status(), answer.text());
        return answer.body().get("id").asText();
    }

    /** Reads a case with its dossier, which only the right key opens. */
    private String read(ServiceProcess at, String application) throws Exception {
        var answer = desks.read(at, application, desks.centre());
        assertTrue(answer.body().has("dossier"), answer.text());
        return answer.body().get("id").asText();
    }

    private String publishedKeys(ServiceProcess at) throws Exception {
        var keys = desks.ask(at, desks.portal(), "GET", "/.well-known/jwks.json", "");
        assertEquals(200, keys.status(), keys.text());
        assertEquals(Set.of(OLD, NEW), keys.body().findValuesAsText("kid").stream().collect(toSet()));
        return keys.text();
    }

    private Set<String> keyIds() throws SQLException {
        return Set.copyOf(audit.list("SELECT DISTINCT key_id FROM application WHERE key_id IS NOT NULL"));
    }

    private void awaitRewrapped() throws SQLException, InterruptedException {
        for (var i = 0; i < 600 && keyIds().contains(OLD); i++) {
            Thread.sleep(200);
        }
        assertEquals(Set.of(NEW), keyIds());
    }

    /** The cases of all messages, each opened and verified as a recruiting centre does. */
    private Set<String> readMessages(String verificationKeys) throws Exception {
        var sink = new Sink(installation.broker);
        sink.drain();
        var centre = new RecruitingCentre(installation.keys());
        var opened = new HashSet<String>();
        for (var message : sink.take(any -> true)) {
            centre.open(message.message(), "GROUND_FORCES", verificationKeys);
            if (message.subject().equals(Subject.accepted(message.application()))) opened.add(message.application());
        }
        return opened;
    }
}
