package org.recruitmentintake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.ApplicationSummary;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.ListFilter;
import org.recruitmentintake.application.model.Person;
import org.recruitmentintake.application.model.ReaderCount;
import org.recruitmentintake.application.model.ReviewerRuling;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.application.model.TaskCode;
import org.recruitmentintake.application.model.TaskName;
import org.recruitmentintake.application.model.Waiting;
import org.recruitmentintake.application.model.Wishes;
import org.recruitmentintake.application.port.IdempotentRequest;
import org.recruitmentintake.application.port.InsertResult;
import org.recruitmentintake.application.usecase.ChangeResult;
import org.recruitmentintake.eligibility.FactsInWords;
import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.facts.Convictions;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Fitness;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.Visa;
import org.recruitmentintake.privacy.KeyFolder;

/** What desks list and change, with PostgreSQL. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("DeskTablesTest")
class DeskTablesTest {

    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-03-02");
    private static final LocalDate STEP_DAY = LocalDate.parse("2026-02-01");
    private static final String ABROAD = "abroad, all declared";

    private static final Client PORTAL = new Client("portal-one", "portal-one", Role.PORTAL, Set.of(), Set.of());
    private static final Client OTTAWA = embassy("ca-ottawa");
    private static final Client WARSAW = embassy("pl-warsaw");
    private static final Client CENTRE = new Client("centre-one", "officer-1", Role.RECRUITING_CENTRE, Set.of(),
            Set.of("GROUND_FORCES"));
    private static final Client REVIEWER = reviewer("reviewer-1");
    private static final Client PRIVACY = new Client("privacy-desk", "privacy-1", Role.PRIVACY, Set.of(), Set.of());

    /** A clock that the test sets. */
    private static final class SettableClock extends Clock {

        private Instant now = MORNING;

        @Override
        public ZoneId getZone() { return ZoneOffset.UTC; }

        @Override
        public Clock withZone(ZoneId zone) { return this; }

        @Override
        public Instant instant() { return now; }
    }

    @TempDir
    Path keys;

    private final SettableClock clock = new SettableClock();
    private OwnDatabase database;
    private UseCases desks;
    private final List<String> statements = new ArrayList<>();

    @BeforeEach
    void create() throws Exception {
        database = new OwnDatabase();
        desks = new UseCases(database, KeyFolder.in(keys), clock, statements::add);
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    @Test
    void caseThatWaitsLongestIsListedFirst() {
        var first = posted(ABROAD, OTTAWA).id();
        advanceHours(1);
        var second = posted(ABROAD, OTTAWA).id();
        advanceHours(1);
        assertEquals(List.of(first, second), ids(list(OTTAWA, ListFilters.NONE)));
        // The first task of the first case is done, so its next task waits since now.
        changed(desks.evidence.record(first, UseCases.version(1), noConvictions(), OTTAWA));
        changed(desks.steps.record(first, UseCases.version(2), Step.FIRST_CONTACT, STEP_DAY, null, OTTAWA));
        changed(desks.steps.record(first, UseCases.version(3), Step.DOCUMENTS, STEP_DAY, null, OTTAWA));
        var list = list(OTTAWA, ListFilters.NONE);
        assertEquals(List.of(second, first), ids(list));
        assertEquals(MORNING, since(list.get(0)).minus(Duration.ofHours(1)));
        assertEquals(MORNING.plus(Duration.ofHours(2)), since(list.get(1)));
        assertEquals(List.of("EMBASSY:STEP_INTERVIEW", "EMBASSY:STEP_VISA"), tasks(list.get(1)));
    }

    @Test
    void changeOutsideATaskKeepsItsWaitingTime() {
        var id = posted(ABROAD, OTTAWA).id();
        advanceHours(3);
        changed(desks.steps.record(id, UseCases.version(1), Step.FIRST_CONTACT, STEP_DAY, null, OTTAWA));
        desks.reevaluation.reevaluate(id);
        assertEquals(MORNING, since(list(OTTAWA, ListFilters.NONE).get(0)));
    }

    @Test
    void ownTasksAreListedFirstAndDecidedCasesLast() {
        var own = posted("in Ukraine, all declared", CENTRE).id();
        var decided = posted("in Ukraine, all seen", CENTRE).id();
        var review = posted("in Ukraine, all seen; convictions spent", CENTRE).id();
        assertEquals(List.of(own, review, decided), ids(list(CENTRE, ListFilters.NONE)));
        assertEquals(Waiting.FOR_OTHERS, list(CENTRE, ListFilters.NONE).get(1).waitingSince());
        assertEquals(Waiting.DECIDED, list(CENTRE, ListFilters.NONE).get(2).waitingSince());
        assertEquals(review, ids(list(REVIEWER, ListFilters.NONE)).get(0));
    }

    @Test
    void pagesContainEveryCaseOnce() {
        var posted = new ArrayList<UUID>();
        for (var i = 0; i < 7; i++) {
            posted.add(posted(i % 2 == 0 ? "in Ukraine, all declared" : "in Ukraine, all seen; unfit", CENTRE).id());
        }
        for (var client : List.of(CENTRE, REVIEWER)) {
            var listed = new ArrayList<UUID>();
            Cursor after = null;
            for (var page = page(client, after); !page.isEmpty(); page = page(client, after)) {
                listed.addAll(ids(page));
                var last = page.get(page.size() - 1);
                after = Cursor.of(new Cursor(last.waitingSince(), last.id()).text());
            }
            assertEquals(Set.copyOf(posted), Set.copyOf(listed));
            assertEquals(posted.size(), listed.size());
        }
    }

    @Test
    void listIsFilteredByTurnAndByStep() {
        var interview = posted("abroad, steps 1-5 done; steps 1-2", OTTAWA).id();
        desks.reevaluation.reevaluate(interview);
        var contact = posted(ABROAD, OTTAWA).id();
        var review = posted("in Ukraine, all seen; unfit", CENTRE).id();
        assertEquals(List.of(review), ids(list(REVIEWER, ListFilters.turnOf(EvidenceSource.REVIEWER))));
        assertEquals(List.of(contact), ids(list(OTTAWA, ListFilters.withStep(TaskCode.STEP_FIRST_CONTACT))));
        assertEquals(List.of(contact), ids(list(OTTAWA, ListFilters.turnOf(EvidenceSource.APPLICANT))));
        assertEquals(List.of(review),
                ids(list(CENTRE, ListFilters.of(State.IN_REVIEW, null, TaskCode.DECISION))));
    }

    /** The special check of an officer is asked last: the centre sees that others have a task, but none of its own. */
    @Test
    void onlyReviewersSeeTasksOfConditionsAskedLast() {
        posted("in Ukraine, all seen; rank officer; polygraph consent", CENTRE);
        var toReviewer = list(REVIEWER, ListFilters.NONE).get(0);
        assertTrue(toReviewer.tasks().contains(new TaskName(EvidenceSource.REVIEWER, TaskCode.EVIDENCE)));
        var toCentre = list(CENTRE, ListFilters.NONE).get(0);
        assertEquals(Waiting.FOR_OTHERS, toCentre.waitingSince());
        assertFalse(toCentre.tasks().contains(new TaskName(EvidenceSource.RECRUITING_CENTRE, TaskCode.EVIDENCE)));
        assertEquals(List.of(),
                list(CENTRE, ListFilters.withStep(TaskCode.EVIDENCE)));
    }

    @Test
    void severalPiecesRaiseTheVersionOnceWithOneEntry() throws SQLException {
        var id = posted("in Ukraine, all declared", CENTRE).id();
        var pieces = new LinkedHashMap<>(noConvictions());
        pieces.put(Evidence.FITNESS, Stated.declared(Fitness.FIT));
        var after = changed(desks.evidence.record(id, UseCases.version(1), pieces, CENTRE));
        assertEquals(2, after.version());
        assertTrue(after.facts().papers().convictions().attested() && after.facts().papers().fitness().attested());
        assertEquals("1", entries(id, "EVIDENCE_RECORDED"));
    }

    @Test
    void pieceOfAnotherDeskRefusesAllPieces() throws SQLException {
        var id = posted(ABROAD, OTTAWA).id();
        var pieces = new LinkedHashMap<>(noConvictions());
        pieces.put(Evidence.FITNESS, Stated.declared(Fitness.FIT));
        var refused = assertInstanceOf(ChangeResult.NotTheirTask.class,
                desks.evidence.record(id, UseCases.version(1), pieces, OTTAWA));
        assertEquals("/pieces/1/evidence", refused.faults().get(0).at());
        assertEquals("0", entries(id, "EVIDENCE_RECORDED"));
    }

    @Test
    void stepIsCorrectedAndBothEntriesStay() throws SQLException {
        var id = withSteps(Step.FIRST_CONTACT, Step.DOCUMENTS, Step.INTERVIEW);
        var after = changed(
                desks.steps.record(id, UseCases.version(4), Step.INTERVIEW, STEP_DAY.plusDays(3), null, OTTAWA));
        assertEquals(STEP_DAY.plusDays(3), after.facts().steps().stream()
                .filter(step -> step.step() == Step.INTERVIEW).findFirst().orElseThrow().on());
        assertEquals("1",
                database.one("SELECT count(*) FROM journal WHERE application_id = ? AND action = 'STEP_RECORDED'"
                        + " AND detail LIKE 'step=INTERVIEW %'", id));
        assertEquals("1", entries(id, "STEP_CORRECTED"));
    }

    @Test
    void correctionThatLeavesLaterStepsOutOfOrderIsRefused() {
        var id = withSteps(Step.FIRST_CONTACT, Step.DOCUMENTS, Step.INTERVIEW, Step.VISA, Step.ENLISTMENT_REQUEST);
        var late = assertInstanceOf(ChangeResult.OutOfOrder.class,
                desks.steps.record(id, UseCases.version(6), Step.DOCUMENTS, STEP_DAY.plusDays(1), null, OTTAWA));
        assertEquals(List.of(Step.INTERVIEW, Step.VISA), late.steps());
        var refusedVisa = assertInstanceOf(ChangeResult.OutOfOrder.class,
                desks.steps.record(id, UseCases.version(6), Step.VISA, STEP_DAY, Visa.REFUSED, OTTAWA));
        assertEquals(List.of(Step.ENLISTMENT_REQUEST), refusedVisa.steps());
        changed(desks.steps.record(id, UseCases.version(6), Step.VISA, STEP_DAY, Visa.NOT_NEEDED, OTTAWA));
    }

    @Test
    void embassyCorrectsItsOwnStepsOnly() {
        var id = withSteps(Step.FIRST_CONTACT, Step.DOCUMENTS, Step.INTERVIEW);
        advanceHours(1);
        changed(desks.transfer.transfer(id, UseCases.version(4), "pl-warsaw", OTTAWA));
        advanceHours(1);
        assertInstanceOf(ChangeResult.NotTheirTask.class,
                desks.steps.record(id, UseCases.version(5), Step.INTERVIEW, STEP_DAY, null, WARSAW));
        changed(desks.steps.record(id, UseCases.version(5), Step.VISA, STEP_DAY, Visa.ISSUED, WARSAW));
    }

    @Test
    void transferredCaseIsSeenByTheOtherEmbassyOnly() throws SQLException {
        var id = withSteps(Step.FIRST_CONTACT, Step.DOCUMENTS);
        advanceHours(5);
        var transferred = changed(desks.transfer.transfer(id, UseCases.version(3), "pl-warsaw", OTTAWA));
        assertEquals(2, transferred.facts().steps().size());
        assertEquals("ca-ottawa", transferred.embassyAt(transferred.facts().steps().get(0).recordedAt()));
        assertEquals("pl-warsaw", transferred.embassyAt(clock.now));
        assertTrue(desks.reading.read(id, OTTAWA).isEmpty());
        assertTrue(desks.reading.read(id, WARSAW).isPresent());
        assertEquals(List.of(), list(OTTAWA, ListFilters.NONE));
        assertEquals(clock.now, since(list(WARSAW, ListFilters.NONE).get(0)), "its tasks begin with the transfer");
        assertEquals("from=ca-ottawa to=pl-warsaw", database.one(
                "SELECT detail FROM journal WHERE application_id = ? AND action = 'TRANSFERRED'", id));
        assertInstanceOf(ChangeResult.Missing.class,
                desks.transfer.transfer(id, UseCases.version(4), "ca-ottawa", OTTAWA));
    }

    @Test
    void clearedCaseIsNotTransferred() {
        var id = withSteps(Step.FIRST_CONTACT, Step.DOCUMENTS, Step.INTERVIEW, Step.VISA, Step.ENLISTMENT_REQUEST);
        assertEquals(State.CLEARED_FOR_TRAVEL,
                changed(desks.evidence.record(id, UseCases.version(6), noConvictions(), OTTAWA)).state());
        assertInstanceOf(ChangeResult.NotNow.class,
                desks.transfer.transfer(id, UseCases.version(7), "pl-warsaw", OTTAWA));
    }

    @Test
    void previewStoresNothingButAnEntry() throws SQLException {
        var id = posted("in Ukraine, all seen; convictions spent", CENTRE).id();
        var row = "SELECT md5(row(version, updated_at, state, dossier, tasks)::text) FROM application WHERE id = ?";
        var before = database.one(row, id);
        advanceHours(1);
        var answers = List.of(new ReviewerRuling("no-conviction", Ruling.SATISFIED, Reason.CONVICTION_NO_OBSTACLE));
        assertEquals(State.ACCEPTED,
                changed(desks.rulings.preview(id, UseCases.version(1), answers, REVIEWER)).state());
        assertEquals(before, database.one(row, id));
        assertEquals("0", database.one("SELECT count(*) FROM outbox WHERE application_id = ?", id));
        assertEquals("1", entries(id, "RULING_PREVIEWED"));
        assertEquals(State.ACCEPTED, changed(desks.rulings.rule(id, UseCases.version(1), answers, REVIEWER)).state());
    }

    @Test
    void wrongRulingRefusesAllRulings() throws SQLException {
        var id = posted("in Ukraine, all seen; convictions spent; unfit", CENTRE).id();
        var spent = new ReviewerRuling("no-conviction", Ruling.SATISFIED, Reason.CONVICTION_NO_OBSTACLE);
        var wrong = assertInstanceOf(ChangeResult.Unfit.class,
                desks.rulings.rule(id, UseCases.version(1), List.of(spent,
                        new ReviewerRuling("medical-fitness", Ruling.SATISFIED, Reason.CONVICTION_NO_OBSTACLE)),
                        REVIEWER));
        assertEquals("/rulings/1/reason", wrong.faults().get(0).at());
        assertEquals("0", entries(id, "RESOLVED"));
        var refused = changed(desks.rulings.rule(id, UseCases.version(1), List.of(spent,
                new ReviewerRuling("medical-fitness", Ruling.REFUSE, Reason.CONDITION_NOT_MET)), REVIEWER));
        assertEquals(State.REFUSED, refused.state());
        assertEquals(2, refused.version());
        assertEquals("1", entries(id, "RESOLVED"));
    }

    @Test
    void assigneeIsSeenByReviewersAndEndsAfterADay() throws SQLException {
        var id = posted("in Ukraine, all seen; unfit", CENTRE).id();
        var row = "SELECT md5(row(version, updated_at)::text) FROM application WHERE id = ?";
        var before = database.one(row, id);
        assertTrue(desks.assignment.take(id, REVIEWER));
        assertTrue(desks.assignment.take(id, REVIEWER), "taking a case twice changes nothing");
        assertEquals("1", entries(id, "TAKEN"));
        assertEquals("reviewer-1", desks.assignment.of(id, reviewer("reviewer-2")).orElseThrow().person());
        assertEquals("reviewer-1", list(REVIEWER, ListFilters.NONE).get(0).assignee().person());
        assertTrue(desks.assignment.of(id, CENTRE).isEmpty());
        advanceHours(24);
        assertTrue(desks.assignment.of(id, REVIEWER).isEmpty());
        assertEquals(null, list(REVIEWER, ListFilters.NONE).get(0).assignee());
        assertTrue(desks.assignment.take(id, reviewer("reviewer-2")));
        assertTrue(desks.assignment.giveBack(id, REVIEWER));
        assertEquals("reviewer-2", desks.assignment.of(id, REVIEWER).orElseThrow().person(),
                "a reviewer cannot give back the case of another one");
        assertTrue(desks.assignment.giveBack(id, reviewer("reviewer-2")));
        assertTrue(desks.assignment.of(id, REVIEWER).isEmpty());
        assertEquals(before, database.one(row, id), "the row that other roles see is unchanged");
        assertFalse(desks.assignment.take(UUID.randomUUID(), REVIEWER));
    }

    @Test
    void documentIsFoundByAnySpellingOfItsNumber() throws SQLException {
        var id = posted(ABROAD, OTTAWA, "ab-123 456").id();
        posted(ABROAD, OTTAWA, "AB123457");
        var found = desks.privacy.casesOf("CA", "AB 123456", 10, PRIVACY);
        assertEquals(List.of(id), found.stream().map(one -> one.id()).toList());
        assertEquals(OTTAWA.id(), found.get(0).owner());
        assertEquals("1", entries(id, "LOOKED_UP"));
        assertEquals(List.of(), desks.privacy.casesOf("EE", "AB123456", 10, PRIVACY));
        changed(desks.withdrawalAndErasure.erase(id, any -> true, PRIVACY));
        assertEquals(List.of(), desks.privacy.casesOf("CA", "AB123456", 10, PRIVACY));
    }

    @Test
    void disclosureListsTheReadersAndItself() {
        var id = posted("in Ukraine, all seen; unfit", CENTRE).id();
        desks.reading.read(id, CENTRE);
        advanceHours(1);
        desks.reading.read(id, CENTRE);
        var readers = desks.privacy.disclose(id, PRIVACY).orElseThrow().readers();
        assertEquals(List.of("officer-1 READ 2", "privacy-1 DISCLOSED 1"), readers.stream()
                .map(reader -> reader.person() + " " + reader.action() + " " + reader.times()).toList());
        changed(desks.withdrawalAndErasure.erase(id, any -> true, PRIVACY));
        assertTrue(desks.privacy.disclose(id, PRIVACY).isEmpty());
    }

    @Test
    void readersAreCountedByCasesAndReadsOfAPeriod() {
        var one = posted("in Ukraine, all seen; unfit", CENTRE).id();
        var two = posted("in Ukraine, all seen; unfit", CENTRE).id();
        desks.reading.read(one, REVIEWER);
        desks.reading.read(two, CENTRE);
        advanceHours(1);
        desks.reading.read(one, REVIEWER);
        desks.reading.read(two, REVIEWER);
        advanceHours(24);
        desks.reading.read(one, CENTRE);
        var first = desks.privacy.countReaders(DAY, DAY, null, 1);
        assertEquals(List.of("reviewer-1 2 3"), counts(first));
        var second = desks.privacy.countReaders(DAY, DAY, first.get(0), 1);
        assertEquals(List.of("officer-1 1 1"), counts(second));
        assertEquals(List.of(), desks.privacy.countReaders(DAY, DAY, second.get(0), 1));
        assertEquals(List.of("officer-1 2 2", "reviewer-1 2 3"),
                counts(desks.privacy.countReaders(DAY, DAY.plusDays(1), null, 9)));
    }

    @Test
    void listNeedsOneStatementForPageAndEntry() throws SQLException {
        posted(ABROAD, OTTAWA);
        posted(ABROAD, OTTAWA);
        posted("in Ukraine, all declared", CENTRE);
        for (var desk : List.of(OTTAWA, CENTRE, REVIEWER)) {
            statements.clear();
            var rows = list(desk, ListFilters.NONE).size();
            assertEquals(1, statements.size(), statements.toString());
            assertEquals(List.of(desk.person() + " " + rows), database.list(
                    "SELECT actor || ' ' || cases FROM list_read WHERE actor = ?", desk.person()));
        }
        advanceHours(1);
        list(REVIEWER, ListFilters.NONE);
        assertEquals("2", database.one("SELECT count(*) FROM list_read WHERE actor = ?", REVIEWER.person()));
        assertEquals(List.of(OTTAWA.person() + " 0 0 1 2"), desks.privacy.countReaders(DAY, DAY, null, 9).stream()
                .filter(count -> count.person().equals(OTTAWA.person()))
                .map(count -> counts(List.of(count)).get(0) + " " + count.lists() + " " + count.listed()).toList());
    }

    private static List<String> counts(List<ReaderCount> counts) {
        return counts.stream().map(count -> count.person() + " " + count.cases() + " " + count.reads()).toList();
    }

    private void advanceHours(int hours) { clock.now = clock.now.plus(Duration.ofHours(hours)); }

    private List<ApplicationSummary> list(Client client, ListFilter filter) {
        return desks.reading.list(filter, null, 50, client);
    }

    private List<ApplicationSummary> page(Client client, Cursor after) {
        return desks.reading.list(ListFilters.NONE, after, 2, client);
    }

    private static List<UUID> ids(List<ApplicationSummary> list) {
        return list.stream().map(ApplicationSummary::id).toList();
    }

    private static Instant since(ApplicationSummary summary) { return summary.waitingSince(); }

    private static List<String> tasks(ApplicationSummary summary) {
        return summary.tasks().stream().map(TaskName::toString).toList();
    }

    private String entries(UUID id, String action) throws SQLException {
        return database.one("SELECT count(*) FROM journal WHERE application_id = ? AND action = ?", id, action);
    }

    private UUID withSteps(Step... steps) {
        var id = posted(ABROAD, OTTAWA).id();
        var version = 1;
        for (var step : steps) {
            changed(desks.steps.record(id, UseCases.version(version++), step, STEP_DAY,
                    step == Step.VISA ? Visa.ISSUED : null, OTTAWA));
        }
        return id;
    }

    private Application posted(String words, Client client) {
        return posted(words, client, "T" + UUID.randomUUID().toString().substring(0, 18));
    }

    private Application posted(String words, Client client, String number) {
        var stored = new Application[1];
        var facts = FactsInWords.of(words, DAY, "hand-over").facts();
        var submission = new Submission(words.startsWith("abroad") ? "ca-ottawa" : null,
                new Person("Test Alpha", number, null, null), new Wishes(List.of(), null, null), facts, Set.of());
        var result = desks.intake.submit(submission, client,
                new IdempotentRequest(client.id(), UUID.randomUUID().toString(),
                        number.getBytes(StandardCharsets.UTF_8)),
                application -> {
                    stored[0] = application;
                    return new byte[0];
                });
        assertInstanceOf(InsertResult.Answered.class, result, result.toString());
        return stored[0];
    }

    private static Map<Evidence, Stated<?>> noConvictions() {
        return Map.of(Evidence.CONVICTIONS, Stated.declared(Convictions.NONE));
    }

    private static Application changed(ChangeResult change) {
        return assertInstanceOf(ChangeResult.Done.class, change, change.toString()).stored().application();
    }

    private static Client embassy(String id) {
        return new Client("embassy-" + id, "attache-of-" + id, Role.EMBASSY, Set.of(id), Set.of());
    }

    private static Client reviewer(String person) {
        return new Client("review-desk", person, Role.REVIEWER, Set.of(), Set.of());
    }
}
