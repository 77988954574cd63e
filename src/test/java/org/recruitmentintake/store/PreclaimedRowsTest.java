package org.recruitmentintake.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Person;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.application.model.Wishes;
import org.recruitmentintake.application.port.IdempotentRequest;
import org.recruitmentintake.application.port.InsertResult;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.RelayClaim;
import org.recruitmentintake.application.usecase.ChangeResult;
import org.recruitmentintake.eligibility.FactsInWords;
import org.recruitmentintake.privacy.KeyFolder;

/**
 * The message of a new case is inserted with a claim. A withdrawal inserts a notice only if the message may have been
 * sent.
 */
class PreclaimedRowsTest {

    private static final Client CENTRE = new Client("centre-one", "officer-1", Role.RECRUITING_CENTRE, Set.of(),
            Set.of("GROUND_FORCES"));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Gives one claim for all rows, and records the calls. */
    private static final class ClaimingRelay extends UseCases.NoRelay {

        final List<OutboxMessage> sent = new ArrayList<>();
        final List<OutboxMessage> abandoned = new ArrayList<>();
        final RelayClaim claim;

        ClaimingRelay(Duration hold) {
            claim = new RelayClaim(UUID.randomUUID(), hold, System.nanoTime());
        }

        @Override
        public Optional<RelayClaim> claim(String branch) { return Optional.of(claim); }

        @Override
        public void send(RelayClaim under, OutboxMessage message) { sent.add(message); }

        @Override
        public void abandon(RelayClaim under, OutboxMessage message) { abandoned.add(message); }
    }

    @TempDir
    static Path keys;

    private static OwnDatabase database;
    private static OutboxTable outbox;
    private static KeyFolder folder;

    private final ClaimingRelay relay = new ClaimingRelay(MINUTE);
    private UseCases service;

    @BeforeAll
    static void create() throws SQLException {
        database = new OwnDatabase();
        outbox = database.outbox();
        folder = KeyFolder.in(keys);
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @BeforeEach
    void empty() throws Exception {
        database.update("DELETE FROM outbox");
        service = service(relay);
    }

    @Test
    void newRowIsHeldByItsClaimAndCountsNoClaim() throws Exception {
        var message = accepted(relay);
        assertEquals("0 " + relay.claim.id(), database.one("SELECT concat_ws(' ', claims, claim) FROM outbox"));
        assertEquals(message.id().toString(), database.one("SELECT id FROM outbox"));
        assertEquals(List.of(), claimed());
        assertEquals(List.of(message.id()), outbox.markSent(relay.claim.id(), List.of(message.id())));
        assertEquals("FORWARDED",
                database.one("SELECT state FROM application WHERE id = ?", message.application()));
    }

    @Test
    void repeatedRequestSendsNothing() throws Exception {
        var number = number();
        post(number, "key-of-" + number);
        post(number, "key-of-" + number);
        assertEquals(1, relay.sent.size());
    }

    @Test
    void rowOfAFailedStatementIsAbandoned() throws Exception {
        var failing = new AtomicBoolean(true);
        service = new UseCases(database, folder, Clock.systemUTC(), text -> {
            if (text.contains("INSERT INTO outbox") && failing.get())
                throw new IllegalStateException("the statement fails");
        }, relay);
        assertThrows(IllegalStateException.class, () -> post(number(), "key"));
        assertEquals(1, relay.abandoned.size());
        assertEquals(List.of(), relay.sent);
    }

    @Test
    void withdrawalBeforeSendingLeavesNoNotice() throws Exception {
        var message = accepted(relay);
        withdraw(message);
        assertEquals(List.of(), claimed(), "the claim of the message also holds the notice");
        outbox.releaseUnsent(relay.claim.id(), List.of(message));
        assertEquals("0", database.one("SELECT count(*) FROM outbox"));
    }

    @Test
    void noticeFollowsTheMessageThatWasBeingSent() throws Exception {
        var message = accepted(relay);
        withdraw(message);
        assertEquals(List.of(), outbox.markSent(relay.claim.id(), List.of(message.id())));
        assertEquals(List.of(), claimed());
        outbox.releaseNotices(relay.claim.id(), List.of(message.application()));
        assertEquals(List.of(MessageKind.WITHDRAWN), claimed());
    }

    @Test
    void withdrawalAfterAReleaseUnsentLeavesNoNotice() throws Exception {
        var message = accepted(relay);
        outbox.releaseUnsent(relay.claim.id(), List.of(message));
        assertEquals("0 t",
                database.one("SELECT concat_ws(' ', claims, claim IS NULL AND due_at <= now()) FROM outbox"));
        withdraw(message);
        assertEquals("0", database.one("SELECT count(*) FROM outbox"));
    }

    @Test
    void withdrawalAfterAReleaseOfASentRowLeavesANotice() throws Exception {
        var message = accepted(relay);
        outbox.release(relay.claim.id(), List.of(message.id()), Duration.ZERO);
        withdraw(message);
        assertEquals(List.of(MessageKind.WITHDRAWN), claimed());
    }

    @Test
    void withdrawalAfterARefusalOfTheBrokerLeavesANotice() throws Exception {
        var message = accepted(relay);
        outbox.postpone(relay.claim.id(), message.id(), MINUTE, "amqp:decode-error");
        withdraw(message);
        assertEquals(List.of(MessageKind.WITHDRAWN), claimed());
    }

    @Test
    void noticeIsClaimedAfterTheClaimOfAStoppedRelayEnds() throws Exception {
        var stopped = new ClaimingRelay(Duration.ofMillis(50));
        service = service(stopped);
        withdraw(accepted(stopped));
        await().until(() -> claimed().equals(List.of(MessageKind.WITHDRAWN)));
    }

    @Test
    void rowOfAStoppedRelayCountsAsSent() throws Exception {
        var stopped = new ClaimingRelay(Duration.ofMillis(50));
        service = service(stopped);
        var message = accepted(stopped);
        await().until(() -> claimed().equals(List.of(MessageKind.ACCEPTED)));
        assertEquals("2", database.one("SELECT claims FROM outbox"),
                "the first claim counts, since it was not released");
        withdraw(message);
        assertEquals(List.of(MessageKind.WITHDRAWN), claimed());
    }

    @Test
    void erasureBeforeSendingLeavesNoNotice() throws Exception {
        var message = accepted(relay);
        var erased = service.withdrawalAndErasure.erase(message.application(), any -> true, CENTRE);
        assertTrue(erased instanceof ChangeResult.Done, erased.toString());
        outbox.releaseUnsent(relay.claim.id(), List.of(message));
        assertEquals("0", database.one("SELECT count(*) FROM outbox"));
    }

    private static UseCases service(ClaimingRelay relay) throws Exception {
        return new UseCases(database, folder, Clock.systemUTC(), text -> {}, relay);
    }

    private OutboxMessage accepted(ClaimingRelay claiming) {
        var number = number();
        post(number, number);
        return claiming.sent.get(claiming.sent.size() - 1);
    }

    private void post(String number, String key) {
        var facts = FactsInWords.of("in Ukraine, all seen", LocalDate.now(), "hand-over").facts();
        var result = service.intake.submit(
                new Submission(null, new Person("Test Alpha", number, null, null), new Wishes(List.of(), null, null),
                        facts, Set.of()),
                CENTRE, new IdempotentRequest(CENTRE.id(), key, number.getBytes(UTF_8)), application -> new byte[0]);
        assertTrue(result instanceof InsertResult.Answered, result.toString());
    }

    private void withdraw(OutboxMessage message) {
        var withdrawn = service.withdrawalAndErasure.withdraw(message.application(), any -> true, CENTRE);
        assertTrue(withdrawn instanceof ChangeResult.Done, withdrawn.toString());
    }

    private static List<MessageKind> claimed() {
        return outbox.claim(UUID.randomUUID(), 10, MINUTE, List.of()).stream().map(OutboxMessage::kind).toList();
    }

    private static String number() { return "T" + UUID.randomUUID().toString().substring(0, 18); }
}
