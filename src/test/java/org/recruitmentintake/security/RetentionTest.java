package org.recruitmentintake.security;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.RealParts.NEXT_SEALING_KEY;
import static org.recruitmentintake.Waiting.await;
import static org.recruitmentintake.security.Owner.age;
import static org.recruitmentintake.security.Owner.one;
import static org.recruitmentintake.security.Owner.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.HandedOver;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.application.port.Housekeeping;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.application.usecase.PeriodicTask;
import org.recruitmentintake.application.usecase.PeriodicTasks;
import org.recruitmentintake.application.usecase.Reevaluation;
import org.recruitmentintake.application.usecase.Retention;
import org.recruitmentintake.application.usecase.RetentionConfig;
import org.recruitmentintake.application.usecase.WithdrawalAndErasure;
import org.recruitmentintake.privacy.AssociatedData;
import org.recruitmentintake.privacy.KeyFolder;
import org.recruitmentintake.privacy.TamperedException;
import org.recruitmentintake.privacy.Vault;
import org.recruitmentintake.privacy.keys.KeysConfig;
import org.recruitmentintake.store.HousekeepingTable;

/** Personal data is erased after its period, and data keys are rewrapped; the journal stays. */
@QuarkusTest
@WithTestResource(RealParts.class)
class RetentionTest {

    @Inject
    Reevaluation reevaluation;

    @Inject
    WithdrawalAndErasure withdrawalAndErasure;

    @Inject
    Decisions decisions;

    @Inject
    Housekeeping housekeeping;

    @Inject
    Retention retention;

    @Inject
    RetentionConfig config;

    @Inject
    KeysConfig keys;

    @Inject
    DataSource database;

    @Test
    void withdrawnCaseIsErasedAfterItsPeriod() throws Exception {
        var over = withdrawn();
        var fresh = withdrawn();
        age(over, 31);
        age(fresh, 29);
        retention.purge();
        assertEquals("ERASED", one("SELECT state FROM application WHERE id = ?", over));
        assertEquals("0", one("""
                SELECT num_nonnulls(key_id, wrapped_key, dossier, blind_index)::text FROM application WHERE id = ?
                """, over));
        assertEquals("0",
                one("SELECT num_nonnulls(answer, fingerprint)::text FROM idempotency WHERE application_id = ?",
                        over));
        assertEquals("WITHDRAWN", one("SELECT state FROM application WHERE id = ?", fresh));
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, 181", "FORWARDED, 91", "IN_PROGRESS, 366", "CLEARED_FOR_TRAVEL, 366", "IN_REVIEW, 366"})
    void everyStateHasItsPeriod(String state, int days) throws Exception {
        var over = posted();
        var fresh = posted();
        for (var id : List.of(over, fresh)) {
            update("UPDATE application SET state = ? WHERE id = ?", state, id);
        }
        age(over, days);
        age(fresh, days - 2);
        retention.purge();
        assertEquals("ERASED", one("SELECT state FROM application WHERE id = ?", over));
        assertEquals(state, one("SELECT state FROM application WHERE id = ?", fresh));
        assertEquals("", messages(over));
        journal(over).body("entries.action", hasItem("ERASED"))
                .body("entries.find { it.action == 'ERASED' }.client", is("service"))
                .body("entries.find { it.action == 'ERASED' }.detail", is("period-over"));
    }

    /** The end of the period is not sent to the branch. A later request to erase is sent once. */
    @Test
    void expiredCaseCanStillBeRecalled() throws Exception {
        var id = post(centre(), example("in-country")).statusCode(201).extract().path("id").toString();
        await().until(() -> "FORWARDED".equals(one("SELECT state FROM application WHERE id = ?", id)));
        age(id, 91);
        retention.purge();
        assertEquals("ERASED", one("SELECT state FROM application WHERE id = ?", id));
        assertEquals("ACCEPTED", messages(id));
        Cases.as("data-protection", "privacy").delete("/v1/applications/" + id).then().statusCode(204);
        await().until(() -> "0".equals(one("SELECT count(*)::text FROM outbox WHERE application_id = ?", id)));
        assertEquals("ACCEPTED, WITHDRAWN", messages(id));
        Cases.as("data-protection", "privacy").delete("/v1/applications/" + id).then().statusCode(404);
        journal(id).body("entries.findAll { it.action == 'ERASED' }.detail",
                is(List.of("period-over", "recalled")));
    }

    /** The kinds of the messages of a case, those that wait and those that were sent. */
    private static String messages(String id) throws SQLException {
        return one("""
                SELECT coalesce(string_agg(kind::text, ', ' ORDER BY kind::text), '') FROM (
                    SELECT application_id, kind FROM outbox UNION ALL SELECT application_id, kind FROM forwarded
                ) message WHERE application_id = ?
                """, id);
    }

    /** A message that waits for the broker is kept until it is sent. */
    @Test
    void anAcceptedCaseThatWaitsForTheBrokerIsKept() throws Exception {
        RealParts.broker().stop();
        try {
            var id = post(centre(), example("in-country")).statusCode(201).extract().path("id").toString();
            age(id, 4000);
            retention.purge();
            assertEquals("ACCEPTED", one("SELECT state FROM application WHERE id = ?", id));
        } finally {
            RealParts.broker().start();
        }
    }

    @Test
    void replicasEraseEachCaseOnce() throws Exception {
        var over = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            over.add(withdrawn());
            age(over.get(i), 40);
        }
        var work = new ArrayList<Callable<Integer>>();
        for (int replica = 0; replica < 3; replica++) {
            work.add(() -> {
                retention.purge();
                return 0;
            });
        }
        over.forEach(id -> work.add(() -> portal().get("/v1/applications/" + id).statusCode()));
        all(work);
        retention.purge();
        for (var id : over) {
            assertEquals("1",
                    one("SELECT count(*)::text FROM journal WHERE application_id = ? AND action = 'ERASED'", id));
            Cases.assertIntact(id);
        }
    }

    @Test
    void anIdempotencyKeyIsForgottenAfterThreeDays() throws Exception {
        var key = UUID.randomUUID().toString();
        var body = Cases.declared().toString();
        Callable<String> post = () -> portal().contentType("application/json").header("Idempotency-Key", key).body(body)
                .post("/v1/applications").then().statusCode(201).extract().path("id").toString();
        var first = post.call();
        update("UPDATE idempotency SET created_at = now() - interval '71 hours' WHERE application_id = ?", first);
        retention.deleteKeys();
        assertEquals(first, post.call(), "a repeated request within three days gets the same answer");
        update("UPDATE idempotency SET created_at = now() - interval '73 hours' WHERE application_id = ?", first);
        Callable<Void> delete = () -> {
            retention.deleteKeys();
            return null;
        };
        all(List.of(delete, delete));
        assertNotEquals(first, post.call(), "a later request creates a new application");
    }

    /** The database computes the age of keys: a replica with a fast clock would delete them too early. */
    @Test
    void fastClockDeletesNoKeyTooSoon() throws Exception {
        var id = posted();
        var ahead = new Decisions(Clock.offset(Clock.systemUTC(), Duration.ofDays(4)), "test", HandedOver.NONE);
        new Retention(withdrawalAndErasure, ahead, housekeeping, new PeriodicTasks(Clock.systemUTC()), config)
                .deleteKeys();
        assertEquals("1", one("SELECT count(*)::text FROM idempotency WHERE application_id = ?", id));
    }

    @Test
    void erasureDestroysTheDataKey() throws Exception {
        var id = posted();
        var sealed = bytes("SELECT dossier FROM application WHERE id = ?", id);
        var wrapped = bytes("SELECT wrapped_key FROM application WHERE id = ?", id);
        var keyId = one("SELECT key_id FROM application WHERE id = ?", id);
        var vault = new Vault(keys);
        var place = new AssociatedData("application", UUID.fromString(id), "dossier");
        assertTrue(vault.open(vault.unwrap(UUID.fromString(id), keyId, wrapped), place, sealed).length > 0,
                "control: the right key opens it");
        Cases.as("data-protection", "privacy").delete("/v1/applications/" + id).then().statusCode(204);
        assertEquals("0", one("""
                SELECT num_nonnulls(key_id, wrapped_key, dossier, blind_index)::text FROM application WHERE id = ?
                """, id));
        // Without the right key-encryption key a backup of the rows cannot be decrypted.
        var otherKeys = copyOfKeys();
        otherKeys.addSealingKey(keyId);
        var elsewhere = new Vault(otherKeys);
        assertThrows(TamperedException.class, () -> elsewhere.unwrap(UUID.fromString(id), keyId, wrapped));
    }

    /** The cases that cannot be erased are the oldest ones, and more than a batch. */
    @Test
    void casesThatCannotBeErasedDelayNoOthers() throws Exception {
        var stuck = List.of(withdrawn(), withdrawn(), withdrawn());
        for (var id : stuck) {
            age(id, 50);
            // The erasure cannot add its entry, since this row has its number.
            update("INSERT INTO journal SELECT application_id, seq + 1, at, client, actor, role, action, detail, hash "
                    + "FROM journal WHERE application_id = ? AND seq = 2", id);
        }
        var behind = withdrawn();
        age(behind, 40);
        try {
            var fresh = new PeriodicTasks(Clock.offset(Clock.systemUTC(), Duration.ofDays(1)));
            var before = fresh.lastSuccess(PeriodicTask.RETENTION);
            new Retention(withdrawalAndErasure, decisions, housekeeping, fresh, twoAtATime()).purge();
            assertEquals(before, fresh.lastSuccess(PeriodicTask.RETENTION),
                    "a case failed, so the task has not succeeded");
            assertEquals("ERASED", one("SELECT state FROM application WHERE id = ?", behind));
            for (var id : stuck) {
                assertEquals("WITHDRAWN", one("SELECT state FROM application WHERE id = ?", id));
            }
        } finally {
            for (var id : stuck) {
                update("DELETE FROM journal WHERE application_id = ? AND seq = 3", id);
            }
        }
    }

    @Test
    void purgeWithoutAFailureSucceeds() {
        var fresh = new PeriodicTasks(Clock.systemUTC());
        var before = fresh.lastSuccess(PeriodicTask.RETENTION);
        new Retention(withdrawalAndErasure, decisions, housekeeping, fresh, twoAtATime()).purge();
        assertTrue(fresh.lastSuccess(PeriodicTask.RETENTION).isAfter(before));
    }

    private static RetentionConfig twoAtATime() {
        return new SmallRyeConfigBuilder().withMapping(RetentionConfig.class, "intake.retention")
                .withDefaultValue("intake.retention.batch", "2").addDiscoveredConverters().build()
                .getConfigMapping(RetentionConfig.class, "intake.retention");
    }

    /** With a damaged data key, a case cannot be read, but it can be erased, and does not block other cases. */
    @Test
    void undecryptableCaseCanBeErased() throws Exception {
        var lost = List.of(posted(), posted());
        var other = posted();
        for (var id : lost) {
            update("UPDATE application SET wrapped_key = set_byte(wrapped_key, 40, 255 - get_byte(wrapped_key, 40)) "
                    + "WHERE id = ?", id);
        }
        portal().get("/v1/applications/" + lost.get(0)).then().statusCode(500);

        awaitAllUnderNextKeyBut("2");
        portal().get("/v1/applications/" + other).then().statusCode(200);

        Cases.as("data-protection", "privacy").delete("/v1/applications/" + lost.get(0)).then().statusCode(204);
        age(lost.get(1), 366);
        retention.purge();
        for (var id : lost) {
            assertEquals("ERASED", one("SELECT state FROM application WHERE id = ?", id));
            Cases.assertIntact(id);
        }
    }

    /**
     * During a rolling restart this replica uses the old key and knows the next one; another replica uses the next one
     * and rewraps everything, while cases are posted, read and amended here.
     */
    @Test
    void aKeyIsRotatedUnderLoad() throws Exception {
        var cases = new ConcurrentLinkedQueue<String>();
        for (int i = 0; i < 20; i++) {
            cases.add(posted());
        }
        var erased = posted();
        Cases.as("data-protection", "privacy").delete("/v1/applications/" + erased).then().statusCode(204);
        var stored = bytes("SELECT dossier FROM application WHERE id = ?", cases.peek());
        var stop = new AtomicBoolean();
        var failures = new ConcurrentLinkedQueue<String>();
        var workers = Executors.newFixedThreadPool(3);
        try {
            for (int i = 0; i < 3; i++) {
                workers.submit(() -> {
                    while (!stop.get()) {
                        try {
                            work(cases);
                        } catch (Throwable failure) {
                            failures.add(failure.toString());
                        }
                    }
                });
            }
            var replica = restartedWithNextKey();
            await().until(() -> {
                all(List.<Callable<Integer>>of(() -> { replica.rewrap(); return 0; },
                        () -> { replica.rewrap(); return 0; }));
                return cases.size() > 30;
            });
        } finally {
            stop.set(true);
            workers.shutdown();
        }
        assertTrue(workers.awaitTermination(120, TimeUnit.SECONDS));
        assertEquals(List.of(), List.copyOf(failures));
        awaitAllUnderNextKeyBut("0");
        for (var id : cases) {
            portal().get("/v1/applications/" + id).then().statusCode(200).body("id", is(id));
        }
        assertArrayEquals(stored, bytes("SELECT dossier FROM application WHERE id = ?", cases.peek()),
                "only the wrapping of the data key has changed");
        assertNull(one("SELECT key_id FROM application WHERE id = ?", erased));
    }

    private static void work(ConcurrentLinkedQueue<String> cases) {
        var id = posted();
        var tag = portal().get("/v1/applications/" + id).then().statusCode(200).extract().header("ETag");
        portal().contentType("application/merge-patch+json").header("If-Match", tag)
                .body("{\"preferredUnit\":\"Another Brigade\"}").patch("/v1/applications/" + id).then().statusCode(200);
        cases.add(id);
    }

    private static <T> List<T> all(List<Callable<T>> work) throws Exception {
        var threads = Executors.newFixedThreadPool(work.size());
        try {
            var results = new ArrayList<T>();
            for (var done : threads.invokeAll(work)) {
                results.add(done.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    private static String posted() {
        return post(portal(), Cases.declared()).statusCode(201).extract().path("id").toString();
    }

    private static String withdrawn() {
        var id = posted();
        portal().post("/v1/applications/" + id + "/withdrawal").then().statusCode(200);
        return id;
    }

    private static ValidatableResponse journal(String id) {
        Cases.assertIntact(id);
        return Cases.reviewer().get("/v1/applications/" + id + "/journal").then().statusCode(200);
    }

    /** Otherwise an abandoned form would be kept for another year with each new rule set. */
    @Test
    void reevaluationKeepsTheTimeOfChange() throws Exception {
        var id = posted();
        age(id, 366);
        update("UPDATE application SET rule_set = 'older' WHERE id = ?", id);
        assertTrue(reevaluation.reevaluate(UUID.fromString(id)));
        assertEquals("0", one("SELECT count(*)::text FROM application WHERE id = ? AND rule_set = 'older'", id));
        retention.purge();
        assertEquals("ERASED", one("SELECT state FROM application WHERE id = ?", id));
    }

    /** Repeatedly, since the job of this replica rewraps with the old key. */
    private void awaitAllUnderNextKeyBut(String cases) throws IOException {
        var replica = restartedWithNextKey();
        await().until(() -> {
            replica.rewrap();
            return one("SELECT count(*)::text FROM application WHERE key_id <> ?", NEXT_SEALING_KEY).equals(cases);
        });
    }

    /** The retention job of a replica that was restarted with the next key as the current one. */
    private Retention restartedWithNextKey() throws IOException {
        return new Retention(withdrawalAndErasure, decisions,
                new HousekeepingTable(database, new Vault(keysWithNextAsCurrent())),
                new PeriodicTasks(Clock.systemUTC()), config);
    }

    /** The keys of the service, of which the next one is the current one. */
    static KeysConfig keysWithNextAsCurrent() throws IOException {
        var next = copyOfKeys();
        next.write("sealing/" + NEXT_SEALING_KEY,
                Files.readString(RealParts.keys().sealing().resolve(NEXT_SEALING_KEY)));
        next.write("sealing/current", NEXT_SEALING_KEY);
        return next;
    }

    private static KeyFolder copyOfKeys() throws IOException {
        return KeyFolder.in(Files.createTempDirectory(Path.of("target"), "keys"));
    }

    private static byte[] bytes(String sql, String id) throws SQLException {
        try (var owner = Owner.connection(); var query = owner.prepareStatement(sql)) {
            query.setObject(1, UUID.fromString(id));
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getBytes(1);
            }
        }
    }

}
