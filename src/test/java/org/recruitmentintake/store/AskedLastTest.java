package org.recruitmentintake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Person;
import org.recruitmentintake.application.model.ReviewerRuling;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.application.model.TaskCode;
import org.recruitmentintake.application.model.Wishes;
import org.recruitmentintake.application.port.IdempotentRequest;
import org.recruitmentintake.application.port.InsertResult;
import org.recruitmentintake.application.usecase.ChangeResult;
import org.recruitmentintake.eligibility.FactsInWords;
import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Fitness;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.privacy.KeyFolder;

/** Other cases of a document are looked up only if all other conditions pass. One case of a document is handed over. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("AskedLastTest")
class AskedLastTest {

    private static final String VALID = "in Ukraine, all seen";
    private static final String NOT_EXAMINED = "in Ukraine, all seen; fitness not stated";
    private static final String DECLARED = "in Ukraine, all declared";
    private static final int PAIRS = 100;
    private static final Pattern LOOKS_FOR_OTHER_CASES = Pattern.compile("(?s)WHERE.*blind_index");

    private static final Client PORTAL = new Client("portal-one", "portal-one", Role.PORTAL, Set.of(), Set.of());
    private static final Client OTHER_PORTAL = new Client("portal-two", "portal-two", Role.PORTAL, Set.of(), Set.of());
    private static final Client EMBASSY = new Client("embassy-ottawa", "attache-1", Role.EMBASSY, Set.of("ca-ottawa"),
            Set.of());
    /** The client of the embassy in Ottawa, which also acts for the one in Warsaw. */
    private static final Client EMBASSY_OF_BOTH_CITIES = new Client("embassy-ottawa", "attache-1", Role.EMBASSY,
            Set.of("ca-ottawa", "pl-warsaw"), Set.of());
    private static final Client CENTRE = new Client("centre-one", "officer-1", Role.RECRUITING_CENTRE, Set.of(),
            Set.of("GROUND_FORCES"));
    private static final Client REVIEWER = new Client("review-desk", "reviewer-1", Role.REVIEWER, Set.of(), Set.of());

    @TempDir
    static Path keys;

    private static OwnDatabase database;
    private static KeyFolder folder;
    private static ExecutorService threads;

    @BeforeAll
    static void create() throws SQLException {
        database = new OwnDatabase();
        folder = KeyFolder.in(keys);
        threads = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    static void drop() throws SQLException {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void declaredFactsCauseNoLookupOfOtherCases() throws Exception {
        var statements = new CopyOnWriteArrayList<String>();
        var service = new UseCases(database, folder, Clock.systemUTC(), statements::add);
        var number = number();
        posted(service, VALID, number, CENTRE, State.ACCEPTED);
        posted(service, DECLARED, number, OTHER_PORTAL, State.IN_PROGRESS);

        statements.clear();
        var id = posted(service, DECLARED, number, PORTAL, State.IN_PROGRESS).id();
        service.reading.read(id, PORTAL).orElseThrow();
        var other = number();
        done(service.amendments.amend(id, UseCases.version(1), application -> submission(DECLARED, other), PORTAL));
        done(service.amendments.amend(id, UseCases.version(2), application -> submission(DECLARED, number), PORTAL));
        service.reading.read(id, CENTRE).orElseThrow();
        service.reading.list(ListFilters.NONE, null, 50, CENTRE);
        done(service.evidence.record(id, UseCases.version(3), fit(), CENTRE));
        service.reevaluation.reevaluate(id);
        done(service.withdrawalAndErasure.withdraw(id, any -> true, PORTAL));
        var abroad = posted(service, "abroad, all declared; steps 1-2", number, EMBASSY, State.IN_PROGRESS).id();
        service.reading.read(abroad, EMBASSY).orElseThrow();
        service.reading.list(ListFilters.NONE, null, 50, EMBASSY);
        done(service.steps.record(abroad, UseCases.version(1), Step.INTERVIEW, LocalDate.parse("2026-02-01"), null,
                EMBASSY));
        done(service.steps.record(abroad, UseCases.version(2), Step.INTERVIEW, LocalDate.parse("2026-02-02"), null,
                EMBASSY));
        done(service.transfer.transfer(abroad, UseCases.version(3), "pl-warsaw", EMBASSY));
        for (var desk : List.of(EMBASSY, CENTRE)) {
            service.reading.list(ListFilters.of(State.IN_PROGRESS, EvidenceSource.EMBASSY, TaskCode.EVIDENCE), null, 50,
                    desk);
        }
        done(service.withdrawalAndErasure.withdraw(abroad, any -> true, EMBASSY_OF_BOTH_CITIES));
        assertTrue(statements.size() > 15, statements.size() + " statements");
        assertEquals(0, lookups(statements));
    }

    @Test
    void otherCasesAreLookedUpOnceAllOtherConditionsPass() throws Exception {
        var statements = new CopyOnWriteArrayList<String>();
        var service = new UseCases(database, folder, Clock.systemUTC(), statements::add);
        var number = number();
        var application = posted(service, NOT_EXAMINED, number, CENTRE, State.IN_PROGRESS);
        assertEquals(0, lookups(statements));
        var first = examined(service, application);
        assertEquals(State.ACCEPTED, first.state());
        assertEquals(1, lookups(statements));
        statements.clear();
        assertTrue(service.reading.otherCases(first, CENTRE).isEmpty());
        assertEquals(0, lookups(statements));
        assertEquals(List.of(), service.reading.otherCases(first, REVIEWER).orElseThrow());
        assertEquals(1, lookups(statements));
    }

    /** Two replicas find no match, since neither has written its case yet. */
    @Test
    void oneOfTwoSimultaneousSubmissionsIsHandedOver() throws Exception {
        assertOneOfEachPairIsHandedOver("INSERT INTO application",
                (service, number) -> () -> posted(service, VALID, number,
                        CENTRE));
    }

    @Test
    void oneOfTwoSimultaneouslyCompletedCasesIsHandedOver() throws Exception {
        assertOneOfEachPairIsHandedOver("UPDATE application SET branch", (service, number) -> {
            var open = posted(service, NOT_EXAMINED, number, CENTRE, State.IN_PROGRESS);
            return () -> examined(service, open);
        });
    }

    @Test
    void casesRuledApartAreAllHandedOver() throws Exception {
        var service = new UseCases(database, folder, Clock.systemUTC(), text -> {});
        var number = number();
        posted(service, VALID, number, CENTRE, State.ACCEPTED);
        for (var i = 0; i < 2; i++) {
            var next = posted(service, VALID, number, CENTRE, State.IN_REVIEW);
            var ruled = done(
                    service.rulings.rule(next.id(), UseCases.version(1),
                            List.of(new ReviewerRuling("possible-duplicate",
                                    Ruling.SATISFIED, Reason.NOT_THE_SAME_CASE)),
                            REVIEWER));
            assertEquals(State.ACCEPTED, ruled.state());
        }
    }

    private interface Completion {
        Application complete() throws Exception;
    }

    private interface Preparation {
        Completion prepare(UseCases service, String number) throws Exception;
    }

    private static void assertOneOfEachPairIsHandedOver(String write, Preparation preparation) throws Exception {
        for (var pair = 0; pair < PAIRS; pair++) {
            var number = number();
            var beforeBothWrites = new CyclicBarrier(2);
            var first = prepared(write, beforeBothWrites, preparation, number);
            var second = prepared(write, beforeBothWrites, preparation, number);
            var one = CompletableFuture.supplyAsync(() -> completed(first), threads);
            var two = CompletableFuture.supplyAsync(() -> completed(second), threads);
            assertEquals(new TreeSet<>(Set.of(State.ACCEPTED, State.IN_REVIEW)),
                    new TreeSet<>(List.of(one.get(120, TimeUnit.SECONDS).state(),
                            two.get(120, TimeUnit.SECONDS).state())),
                    "pair " + pair);
        }
    }

    /** A second service, whose first write waits until the other's write starts. */
    private static Completion prepared(String write, CyclicBarrier barrier, Preparation preparation, String number)
            throws Exception {
        var armed = new AtomicBoolean();
        var service = new UseCases(database, folder, Clock.systemUTC(), text -> {
            if (text.contains(write) && armed.compareAndSet(true, false)) await(barrier);
        });
        var completion = preparation.prepare(service, number);
        armed.set(true);
        return completion;
    }

    private static Application completed(Completion completion) {
        try {
            return completion.complete();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(120, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Application posted(UseCases service, String words, String number, Client client, State expected) {
        var application = posted(service, words, number, client);
        assertEquals(expected, application.state());
        return application;
    }

    private static Application posted(UseCases service, String words, String number, Client client) {
        var stored = new Application[1];
        var result = service.intake.submit(submission(words, number), client,
                new IdempotentRequest(client.id(), UUID.randomUUID().toString(),
                        number.getBytes(StandardCharsets.UTF_8)),
                application -> {
                    stored[0] = application;
                    return new byte[0];
                });
        assertTrue(result instanceof InsertResult.Answered, result.toString());
        return stored[0];
    }

    private static Application examined(UseCases service, Application application) {
        return done(service.evidence.record(application.id(), UseCases.version(1), fit(), CENTRE));
    }

    private static Application done(ChangeResult change) {
        assertTrue(change instanceof ChangeResult.Done, change.toString());
        return ((ChangeResult.Done) change).stored().application();
    }

    private static Submission submission(String words, String number) {
        var facts = FactsInWords.of(words, LocalDate.now(), "hand-over").facts();
        return new Submission(words.startsWith("abroad") ? "ca-ottawa" : null,
                new Person("Test Alpha", number, null, null), new Wishes(List.of(), null, null), facts, Set.of());
    }

    private static Map<Evidence, Stated<?>> fit() {
        return Map.of(Evidence.FITNESS, Stated.declared(Fitness.FIT));
    }

    private static String number() { return "T" + UUID.randomUUID().toString().substring(0, 18); }

    private static long lookups(List<String> statements) {
        return statements.stream().filter(LOOKS_FOR_OTHER_CASES.asPredicate()).count();
    }
}
