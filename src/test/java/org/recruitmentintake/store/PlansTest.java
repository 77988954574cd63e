package org.recruitmentintake.store;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recruitmentintake.tools.bench.Stored;

/**
 * Every statement grows with what it touches, not with what is stored: asked of the planner, over tables that are large
 * enough for it to care, in the plan that serves any value of the parameters.
 */
class PlansTest {

    private static final int CASES = 100_000;
    /** What the page of a desk comes to where a branch has few cases; of a large one the index by age serves as well. */
    private static final String SMALL_BRANCH = "branch = 'STATE_SPECIAL_TRANSPORT' AND open_to_branch";
    private static final String HAS_A_MATCH = RegisterTable.MATCH + " IS NOT NULL";
    private static final Pattern WHOLE_TABLE = Pattern.compile("Seq Scan on (\\w+)");
    private static final Set<String> LARGE = Set.of("application", "journal", "idempotency", "outbox", "forwarded");

    /** The outbox holds what waits, and these two are about all that waits. */
    private static final Map<String, Set<String>> ABOUT_ALL = Map.of(
            "OutboxTable.BACKLOG", Set.of("outbox"),
            "OutboxTable.LIST", Set.of("outbox"));

    /** Each index beside keys and constraints, and a statement that needs it. */
    private static final Map<String, String> NEEDED_BY = Map.ofEntries(
            Map.entry("application_handed_over", "CaseTable.HANDED_OVER"),
            Map.entry("application_by_document", "CaseTable.OTHER_CASES"),
            Map.entry("application_by_embassy", "RegisterTable.OF_BOUND embassy = bound.name AND true"),
            Map.entry("application_by_branch",
                    "RegisterTable.SUMMARY " + SMALL_BRANCH),
            Map.entry("application_by_state", "RegisterTable.SUMMARY state = 'IN_REVIEW'"),
            Map.entry("application_refusal_proposed", "RegisterTable.SUMMARY refusal_proposed"),
            Map.entry("application_by_change", "ChangeFeedTable.CHANGES"),
            Map.entry("application_by_age", "RegisterTable.SUMMARY true"),
            Map.entry("application_to_evaluate", "RegisterTable.DUE"),
            Map.entry("application_of_rule_set", "RegisterTable.DUE"),
            Map.entry("application_to_purge", "RegisterTable.IDLE FORWARDED"),
            Map.entry("idempotency_by_application", "CaseTable.END"),
            Map.entry("idempotency_by_age", "RegisterTable.FORGET_KEYS"),
            Map.entry("journal_of_reads", "CaseTable.NOTE_READ"),
            Map.entry("outbox_due", "OutboxTable.CLAIM"),
            Map.entry("forwarded_by_application", "CaseTable.FIND"));

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
                    INSERT INTO outbox (id, application_id, kind, branch, data, time, due_at)
                    SELECT gen_random_uuid(), id, 'WITHDRAWN', 'recruitment.' || ascii(id::text) % 6, '\\x00', now(),
                        now() + (random() - 0.5) * interval '1 hour'
                    FROM application LIMIT 20000
                    """);
            statement.execute("ANALYZE");
        }
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    void noStatementReadsALargeTableFromEndToEnd(String name) throws Exception {
        var plan = plan(statements().get(name));
        var read = new ArrayList<String>();
        var whole = WHOLE_TABLE.matcher(plan);
        while (whole.find()) {
            if (LARGE.contains(whole.group(1)) && !ABOUT_ALL.getOrDefault(name, Set.of()).contains(whole.group(1))) {
                read.add(whole.group(1));
            }
        }
        assertEquals(List.of(), read, plan);
    }

    @ParameterizedTest
    @MethodSource("indexes")
    void everyIndexIsNeededByAStatement(String index) throws Exception {
        var statement = NEEDED_BY.get(index);
        assertTrue(statement != null, index + ": no statement is named that needs it");
        var plan = plan(statements().get(statement));
        assertTrue(Pattern.compile("\\b" + index + "\\b").matcher(plan).find(), plan);
    }

    static List<String> indexes() throws SQLException {
        return database.list("""
                SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
                WHERE t.relname IN ('application', 'journal', 'idempotency', 'outbox', 'forwarded')
                    AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid AND c.contype IN ('p', 'u'))
                """);
    }

    /** A page of cases that have a match, among 100,000 of which none has: all open ones are looked at, each by its index. */
    @Test
    void matchesAreFoundAlongAnIndex() throws Exception {
        var plan = plan(((String) field(RegisterTable.class, "SUMMARY"))
                .formatted("true" + RegisterTable.UNDECIDED_ONLY + "AND " + HAS_A_MATCH));
        assertTrue(plan.contains("Index Scan using application_handed_over"), plan);
    }

    /** Whatever its length: neither a page of a journal nor the note of a read goes through all of it. */
    @Test
    void longJournalCostsNoMoreThanItsPage() throws Exception {
        var page = plan(statements().get("RegisterTable.JOURNAL"));
        assertTrue(page.contains("journal_pkey") && page.contains("seq > $1"), page);
        var read = plan(statements().get("CaseTable.NOTE_READ"));
        assertTrue(read.contains("journal_of_reads"), read);
    }

    @Test
    void theSameLookFindsAStatementThatDoes() throws Exception {
        assertTrue(plan("SELECT id FROM application WHERE route = ?").contains("Seq Scan on application"));
    }

    @Test
    void thereAreAsManyStatementsAsWeKnowOf() throws Exception {
        assertTrue(statements().size() > 25, statements().keySet().toString());
    }

    static Stream<String> names() throws Exception { return statements().keySet().stream(); }

    /** Every statement that stands in a class of the store; where a part is put into its text, one for each such part. */
    private static Map<String, String> statements() throws ReflectiveOperationException {
        var found = new TreeMap<String, String>();
        for (var table : List.of(InboxTable.class, CaseTable.class, OutboxTable.class, RegisterTable.class,
                ChangeFeedTable.class)) {
            for (var field : table.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) continue;
                field.setAccessible(true);
                var value = field.get(null);
                var text = value instanceof NamedSql named ? named.text() : value instanceof String plain ? plain : "";
                if (field.getName().equals("MATCH")
                        || !text.matches("(?s)\\(?(WITH|SELECT|INSERT|UPDATE|DELETE) .*"))
                    continue;
                var name = table.getSimpleName() + "." + field.getName();
                for (var part : parts(field.getName())) {
                    found.put(name + (part.isEmpty() ? "" : " " + part), part.isEmpty() ? text : text.formatted(part));
                }
            }
        }
        var summary = (String) field(RegisterTable.class, "SUMMARY");
        var ofBound = (String) field(RegisterTable.class, "OF_BOUND");
        for (var bound : List.of("embassy = bound.name AND ", "branch = bound.name AND open_to_branch AND ")) {
            for (var state : List.of("true", "state = 'FORWARDED'")) {
                found.put("RegisterTable.OF_BOUND " + bound + state,
                        ofBound.formatted(summary.formatted(bound + state)));
            }
        }
        return found;
    }

    private static List<String> parts(String field) {
        return switch (field) {
            case "SUMMARY" ->
                    List.of("true", "state = 'IN_REVIEW'", "state = 'FORWARDED'", SMALL_BRANCH, "refusal_proposed",
                            "NOT refusal_proposed", "true" + RegisterTable.UNDECIDED_ONLY + "AND " + HAS_A_MATCH,
                            "true" + RegisterTable.UNDECIDED_ONLY + "AND " + RegisterTable.MATCH + " IS NULL");
            case "IDLE" -> List.of("WITHDRAWN", "REFUSED", "FORWARDED", "IN_PROGRESS", "CLEARED_FOR_TRAVEL",
                    "IN_REVIEW");
            case "OF_BOUND" -> List.of();
            default -> List.of("");
        };
    }

    private static Object field(Class<?> table, String name) throws ReflectiveOperationException {
        var field = table.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    /** Of a statement whose parameters nobody has bound (PostgreSQL 16 and later). */
    private static String plan(String statement) throws SQLException {
        var text = new StringBuilder("EXPLAIN (GENERIC_PLAN) ");
        var parameters = 0;
        for (var part : statement.split("(?<=\\?)|(?=\\?)")) {
            text.append(part.equals("?") ? "$" + ++parameters : part);
        }
        // The text alone: the other protocol would ask for the parameters.
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
