package org.recruitmentintake.store;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.application.model.ListFilter;
import org.recruitmentintake.application.model.ListScope;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.TaskCode;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.tools.bench.Stored;

/**
 * The cost of a statement depends on the rows that it uses, not on the size of the tables. Each test asks PostgreSQL
 * for the generic plan of a statement, which serves all values of the parameters, over large tables.
 */
@Execution(ExecutionMode.CONCURRENT)
class PlansTest {

    private static final int CASES = 100_000;
    private static final Pattern SCAN_OF_A_TABLE = Pattern.compile("Seq Scan on (\\w+)");
    private static final Set<String> LARGE = Set.of("application", "journal", "list_read", "idempotency", "outbox",
            "forwarded");

    /** Statements that need all waiting messages: the outbox contains nothing else. */
    private static final Map<String, Set<String>> READS_ALL = Map.of(
            "OutboxTable.BACKLOG", Set.of("outbox"),
            "WaitingMessageTable.LIST", Set.of("outbox"),
            "WaitingMessageTable.RESUBMIT_ALL", Set.of("outbox"));

    /** Each index that belongs to no key or constraint, and a statement that needs it. */
    private static final Map<String, String> NEEDED_BY = Map.ofEntries(
            Map.entry("application_handed_over", "DocumentIndexTable.HANDED_OVER"),
            Map.entry("application_by_document", "DocumentIndexTable.OTHER_CASES"),
            Map.entry("application_by_embassy", "list of embassies all"),
            Map.entry("application_by_branch", "list of centres all"),
            Map.entry("application_refusal_proposed", "list of reviewers refusal proposed"),
            Map.entry("application_by_review", "list of reviewers all"),
            Map.entry("application_by_change", "ChangeFeedTable.CHANGES"),
            Map.entry("application_to_evaluate", "HousekeepingTable.DUE"),
            Map.entry("application_of_rule_set", "HousekeepingTable.DUE"),
            Map.entry("application_to_purge", "HousekeepingTable.IDLE"),
            Map.entry("idempotency_by_application", "ApplicationTable.END"),
            Map.entry("idempotency_by_age", "HousekeepingTable.DELETE_KEYS"),
            Map.entry("journal_of_reads", "JournalTable.NOTE_READ"),
            Map.entry("journal_reads_by_time", "ReaderLogTable.COUNTS"),
            Map.entry("list_read_by_reader", "list of reviewers all"),
            Map.entry("list_read_by_time", "ReaderLogTable.COUNTS"),
            Map.entry("outbox_due", "OutboxTable.CLAIM"),
            Map.entry("forwarded_by_application", "ApplicationTable.FIND"));

    private static OwnDatabase database;

    @BeforeAll
    static void fill() throws SQLException {
        database = new OwnDatabase();
        try (var connection = database.owner(); var statement = connection.createStatement()) {
            statement.execute(Stored.cases(1, CASES, 4));
            for (var more : Stored.rest(4)) {
                statement.execute(more);
            }
            statement.execute("""
                    INSERT INTO journal (application_id, seq, at, client, actor, role, action, hash)
                    SELECT id, 2, created_at + interval '1 day', 'desk', 'person-' || ascii(id::text), 'reviewer',
                        'READ',
                        journal_head
                    FROM application LIMIT 50000
                    """);
            statement.execute("""
                    INSERT INTO outbox (id, application_id, kind, branch, data, time, due_at)
                    SELECT gen_random_uuid(), id, 'WITHDRAWN', ('{%s}'::text[])[1 + ascii(id::text) %% 6], '\\x00', now(),
                        now() + (random() - 0.5) * interval '1 hour'
                    FROM application LIMIT 20000
                    """.formatted(Stream.of(Branch.values()).map(Branch::name).collect(joining(","))));
            statement.execute("""
                    INSERT INTO list_read SELECT now() - n * interval '1 minute', 'desk', 'person-' || n % 100, 'reviewer',
                        'state=IN_REVIEW', 50
                    FROM generate_series(1, 50000) n
                    """);
            statement.execute("ANALYZE");
        }
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @MethodSource("namesOfStatements")
    void noStatementScansALargeTable(String name) throws Exception {
        var plan = plan(statements().get(name));
        var allowed = READS_ALL.getOrDefault(name, Set.of());
        var scanned = SCAN_OF_A_TABLE.matcher(plan).results().map(scan -> scan.group(1))
                .filter(table -> LARGE.contains(table) && !allowed.contains(table)).toList();
        assertEquals(List.of(), scanned, plan);
    }

    @ParameterizedTest
    @MethodSource("indexes")
    void everyIndexIsNeededByAStatement(String index) throws Exception {
        var statement = NEEDED_BY.get(index);
        assertNotNull(statement, index + " is needed by no statement");
        var plan = plan(statements().get(statement));
        assertTrue(Pattern.compile("\\b" + index + "\\b").matcher(plan).find(), plan);
    }

    static List<String> indexes() throws SQLException {
        return database.list("""
                SELECT i.relname
                FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
                WHERE t.relname IN ('application', 'journal', 'list_read', 'idempotency', 'outbox', 'forwarded')
                    AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid AND c.contype IN ('p', 'u'))
                """);
    }

    /** No stored case has a match, so the page checks every open case. Each check must use the index. */
    @Test
    void matchOfACaseIsFoundByAnIndex() throws Exception {
        var plan = plan(statements().get("list of reviewers match"));
        assertTrue(plan.contains("Index Scan using application_handed_over"), plan);
    }

    /** Neither a page of a journal nor the entry of a read scans the whole journal. */
    @Test
    void pageAndReadOfALongJournalUseItsIndexes() throws Exception {
        var page = plan(statements().get("JournalTable.JOURNAL"));
        assertTrue(page.contains("journal_pkey") && page.contains("seq > $1"), page);
        var entry = plan(statements().get("JournalTable.NOTE_READ"));
        assertTrue(entry.contains("journal_of_reads"), entry);
    }

    @Test
    void scanOfALargeTableIsDetected() throws Exception {
        assertTrue(plan("SELECT id FROM application WHERE route = ?").contains("Seq Scan on application"));
    }

    /** A new installation: few rows, no statistics. A connection keeps this plan while the table grows. */
    @ParameterizedTest
    @ValueSource(strings = {"Settlement.SENT", "Settlement.SENT_UNLOCKED"})
    void settlementReadsOnlyItsOwnCasesWithoutStatistics(String name) throws Exception {
        var young = new OwnDatabase();
        try (var connection = young.owner(); var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE application SET (autovacuum_enabled = false)");
            statement.execute(Stored.cases(1, 20, 4));
            var plan = plan(young, statements().get(name));
            assertFalse(plan.contains("application_handed_over") || plan.contains("Seq Scan on application"), plan);
        } finally {
            young.close();
        }
    }

    @Test
    void moreThan25StatementsAreFound() throws Exception {
        assertTrue(statements().size() > 25, statements().keySet().toString());
    }

    static Stream<String> namesOfStatements() throws Exception { return statements().keySet().stream(); }

    /** Every statement that is a constant of a class of the store, and the lists of each role with each filter. */
    private static Map<String, String> statements() throws ReflectiveOperationException {
        var found = new TreeMap<String, String>();
        for (var table : List.of(SubmissionTable.class, ApplicationTable.class, OutboxTable.class, Settlement.class,
                WaitingMessageTable.class, ApplicationListTable.class, HousekeepingTable.class, JournalTable.class,
                ChangeFeedTable.class,
                AssigneeTable.class, DocumentIndexTable.class, ReaderLogTable.class)) {
            for (var field : table.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) continue;
                field.setAccessible(true);
                var value = field.get(null);
                var text = value instanceof String statement ? statement : "";
                if (field.getName().equals("MATCH")
                        || !text.matches("(?s)\\(?(WITH|SELECT|INSERT|UPDATE|DELETE) .*"))
                    continue;
                found.put(table.getSimpleName() + "." + field.getName(), NamedSql.of(text).text());
            }
        }
        filters().forEach((name, filter) -> {
            found.put("list of reviewers " + name, list(new ListScope(true, Set.of(), Set.of()), filter));
            if (filter.isForReviewers()) return;
            found.put("list of embassies " + name, list(new ListScope(false, Set.of("pl-warsaw"), Set.of()), filter));
            found.put("list of centres " + name, list(new ListScope(false, Set.of(), Set.of()), filter));
        });
        return found;
    }

    private static Map<String, ListFilter> filters() {
        return Map.of("all", ListFilters.NONE,
                "in review", ListFilters.inState(State.IN_REVIEW),
                "forwarded", ListFilters.inState(State.FORWARDED),
                "turn", ListFilters.turnOf(EvidenceSource.EMBASSY),
                "step", ListFilters.withStep(TaskCode.STEP_VISA),
                "refusal proposed", ListFilters.refusalProposed(true),
                "no refusal proposed", ListFilters.refusalProposed(false),
                "match", ListFilters.hasMatch(true),
                "no match", ListFilters.hasMatch(false));
    }

    private static String list(ListScope scope, ListFilter filter) {
        return NamedSql.of(ApplicationListTable.statement(scope, filter)).text();
    }

    private static String plan(String statement) throws SQLException { return plan(database, statement); }

    /** The generic plan of a statement (PostgreSQL 16 and later). */
    private static String plan(OwnDatabase database, String statement) throws SQLException {
        var text = new StringBuilder("EXPLAIN (GENERIC_PLAN) ");
        var parameters = 0;
        for (var part : statement.split("(?<=\\?)|(?=\\?)")) {
            text.append(part.equals("?") ? "$" + ++parameters : part);
        }
        // The simple protocol sends the text alone; the extended one would need values for the parameters.
        try (var connection = database.owner("?preferQueryMode=simple"); var explain = connection.createStatement()) {
            var rows = new ArrayList<String>();
            try (var plan = explain.executeQuery(text.toString())) {
                while (plan.next()) {
                    rows.add(plan.getString(1));
                }
            }
            return rows.stream().collect(joining("\n"));
        }
    }
}
