package org.recruitmentintake.store;

import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.recruitmentintake.application.model.ApplicationSummary;
import org.recruitmentintake.application.model.Assignee;
import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.Journal;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalChain;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.JournalLine;
import org.recruitmentintake.application.model.JournalVerification;
import org.recruitmentintake.application.model.ListFilter;
import org.recruitmentintake.application.model.ListScope;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.TaskName;
import org.recruitmentintake.application.port.Register;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.privacy.TamperedException;
import org.recruitmentintake.privacy.Vault;

/**
 * All cases in PostgreSQL, without opening anything that is sealed; the journal; and the jobs that one replica at a
 * time does.
 */
@ApplicationScoped
public class RegisterTable implements Register {

    /** The first part is the column of the desk that lists, the second what the list is narrowed to. */
    private static final String SUMMARY = """
            SELECT id, route, branch, embassy, state, attention, refusal_proposed, created_at, updated_at, turn, tasks,
                %1$s AS waiting_since, assignee, assigned_at
            FROM application
            WHERE (%1$s, id) > (?::timestamptz, ?::uuid) AND (?::text IS NULL OR branch = ?)
                AND (?::text IS NULL OR embassy = ?) AND (?::boolean IS NULL OR attention = ?)
                AND (?::text IS NULL OR turn = ?) AND (?::text[] IS NULL OR tasks && ?::text[]) AND %2$s
            ORDER BY %1$s, id LIMIT ?
            """;

    static final String UNDECIDED_ONLY = " AND state IN ('IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW') ";

    /**
     * Another case of the document that is handed over, and that no reviewer has ruled apart. A subquery with a
     * limit, so that it is asked row by row along the page; an EXISTS might be joined with all cases at once.
     */
    static final String MATCH = """
            (SELECT true FROM application o WHERE o.blind_index = application.blind_index AND o.id <> application.id
                AND o.state IN %s AND NOT o.id = ANY (application.apart_from) LIMIT 1)
            """.formatted(Sql.HANDED_OVER);

    /**
     * A page is as cheap as its own rows: each embassy or branch is read along its own index, and only as far as the
     * page goes.
     */
    private static final String OF_BOUND = """
            SELECT page.* FROM unnest(?::text[]) AS bound (name) CROSS JOIN LATERAL (
            %s) page ORDER BY page.waiting_since, page.id LIMIT ?
            """;

    /** `<` OR `>` instead of `<>`, so that the index on rule_set is used. */
    private static final String DUE = """
            (SELECT id FROM application WHERE next_evaluation_on <= ? LIMIT ?)
            UNION
            (SELECT id FROM application
             WHERE (rule_set < ? OR rule_set > ?) AND state IN ('IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW')
                 LIMIT ?)
            """;

    /** A page is as cheap at the end of a long journal as at its beginning. */
    private static final String JOURNAL = """
            SELECT a.journal_length, a.journal_head, j.seq, j.at, j.client, j.actor, j.role, j.action, j.detail, j.hash
            FROM application a LEFT JOIN LATERAL (
                SELECT * FROM journal WHERE application_id = a.id AND seq > ? ORDER BY seq LIMIT ?) j ON true
            WHERE a.id = ? ORDER BY j.seq
            """;

    /** Uses the partial index of undecided cases. */
    private static final String UNDECIDED = """
            SELECT state, count(*) AS cases FROM application
            WHERE state IN ('IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW')
            GROUP BY state
            """;

    /** The state stands in the text, where the planner can match it with the partial index. */
    private static final String IDLE = """
            SELECT id FROM application WHERE state = '%s' AND updated_at < ? ORDER BY updated_at LIMIT ?
            """;

    /**
     * Deletes by ctid, which the row lock keeps stable: a join on the key would scan the whole table for each batch.
     */
    private static final String FORGET_KEYS = """
            DELETE FROM idempotency WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM idempotency WHERE created_at < now() - ? * interval '1 millisecond'
                ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED))
            """;

    private static final String UNDER_A_RETIRED_KEY = """
            SELECT id, key_id, wrapped_key FROM application WHERE id > ? AND key_id = ANY (?) ORDER BY id LIMIT ?
            """;

    /** Unless it was erased or wrapped again in between. The case keeps its version. */
    private static final String REWRAP = """
            UPDATE application SET key_id = ?, wrapped_key = ? WHERE id = ? AND wrapped_key = ? RETURNING id
            """;

    /** A wrapped data key. */
    private record Wrapped(UUID id, String keyId, byte[] key) {
    }

    private static final Logger LOG = Logger.getLogger(RegisterTable.class);

    private final DataSource database;
    private final Vault vault;

    public RegisterTable(DataSource database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    @Override
    public List<ApplicationSummary> list(ListScope scope, ListFilter filter, Cursor after, int limit, Instant taken) {
        if (scope.everything()) {
            return summaries(summary("reviewer_since", "", filter), sql -> page(sql, scope, filter, after, limit),
                    taken);
        }
        var centre = scope.embassies().isEmpty();
        var page = centre ? summary("centre_since", "branch = bound.name AND open_to_branch AND ", filter)
                : summary("embassy_since", "embassy = bound.name AND ", filter);
        return summaries(OF_BOUND.formatted(page),
                sql -> page(sql.array("text", centre ? scope.branches() : scope.embassies()), scope, filter, after,
                        limit)
                        .bind(limit),
                taken);
    }

    /**
     * What it narrows by is from closed lists, so it may stand in the text, where the planner can match it with an
     * index.
     */
    static String summary(String since, String bound, ListFilter filter) {
        var text = bound + (filter.state() == null ? "true" : "state = '" + filter.state().name() + "'");
        if (filter.isUndecided()) {
            text += " AND " + since + " < '9999-12-31 00:00:00+00'";
        }
        if (filter.refusalProposed() != null) {
            text += filter.refusalProposed() ? " AND refusal_proposed" : " AND NOT refusal_proposed";
        }
        if (filter.hasMatch() != null) {
            text += UNDECIDED_ONLY + "AND " + MATCH + (filter.hasMatch() ? " IS NOT NULL" : " IS NULL");
        }
        return SUMMARY.formatted(since, text);
    }

    private static Sql page(Sql sql, ListScope scope, ListFilter filter, Cursor after, int limit) throws SQLException {
        var tasks = filter.step() == null ? null : scope.visible(filter.step());
        return sql.after(after).bind(filter.branch()).bind(filter.branch())
                .bind(filter.embassy()).bind(filter.embassy()).bind(filter.flagged()).bind(filter.flagged())
                .bind(filter.turn()).bind(filter.turn()).array("text", tasks).array("text", tasks).bind(limit);
    }

    private List<ApplicationSummary> summaries(String text, SqlFunction<Sql, Sql> bound, Instant taken) {
        return Sql.query(database, text, bound,
                row -> new ApplicationSummary(Sql.uuid(row, "id"), Route.valueOf(row.getString("route")),
                        Branch.valueOf(row.getString("branch")),
                        row.getString("embassy"), State.valueOf(row.getString("state")),
                        row.getBoolean("attention"), row.getBoolean("refusal_proposed"), Sql.time(row, "created_at"),
                        Sql.time(row, "updated_at"),
                        Optional.ofNullable(row.getString("turn")).map(EvidenceSource::valueOf).orElse(null),
                        Sql.texts(row, "tasks").stream().map(TaskName::of).toList(), Sql.time(row, "waiting_since"),
                        assignee(row, taken)));
    }

    private static Assignee assignee(ResultSet row, Instant taken) throws SQLException {
        return row.getString("assignee") == null || !Sql.time(row, "assigned_at").isAfter(taken) ? null
                : new Assignee(row.getString("assignee"), Sql.time(row, "assigned_at"));
    }

    @Override
    public List<UUID> due(LocalDate day, String ruleSet, int limit) {
        return Sql.query(database, DUE, sql -> sql.bind(day).bind(limit).bind(ruleSet).bind(ruleSet).bind(limit),
                row -> Sql.uuid(row, "id"));
    }

    @Override
    public Map<State, Long> undecided() {
        return Sql.query(database, UNDECIDED, sql -> sql,
                row -> Map.entry(State.valueOf(row.getString("state")), row.getLong("cases"))).stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<UUID> idle(State state, Instant before, int limit) {
        return Sql.query(database, IDLE.formatted(state.name()), sql -> sql.time(before).bind(limit),
                row -> Sql.uuid(row, "id"));
    }

    @Override
    public int forgetKeys(Duration age, int limit) {
        try (var sql = Sql.on(database, FORGET_KEYS)) {
            return sql.bind(age.toMillis()).bind(limit).run();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    @Override
    public Optional<UUID> rewrap(UUID after, int limit) {
        var retired = vault.retiredKeys();
        if (retired.isEmpty()) {
            return Optional.empty();
        }
        var found = Sql.query(database, UNDER_A_RETIRED_KEY, sql -> sql.bind(after).array("text", retired).bind(limit),
                row -> new Wrapped(Sql.uuid(row, "id"), row.getString("key_id"), row.getBytes("wrapped_key")));
        // One transaction a case: no transaction locks two cases, so there is no deadlock.
        found.forEach(this::rewrap);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1).id());
    }

    private void rewrap(Wrapped old) {
        try {
            var key = vault.rewrap(old.id(), vault.unwrap(old.id(), old.keyId(), old.key()));
            Sql.query(database, REWRAP,
                    sql -> sql.bind(key.keyId()).bytes(key.wrapped()).bind(old.id()).bytes(old.key()), row -> true);
        } catch (TamperedException lost) {
            // The case is lost and can only be erased; the other keys must be rewrapped all the same.
            LOG.error("a data key does not open, and stays under its retired key (docs/operations.md)");
        }
    }

    @Override
    public boolean alone(String job, Runnable work) {
        // The lock belongs to this connection: it is released if the replica dies.
        try (var lock = Sql.on(database, "SELECT pg_try_advisory_lock(hashtext(?)) AS mine")) {
            if (!lock.bind(job).list(row -> row.getBoolean("mine")).get(0)) {
                return false;
            }
            try {
                work.run();
            } finally {
                lock.again("SELECT pg_advisory_unlock(hashtext(?))", job);
            }
            return true;
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** A part of a journal; its first row has no entry where there is none. */
    private record JournalRow(int length, byte[] head, JournalLine line) {
    }

    @Override
    public Optional<Journal> journal(UUID application, int after, int limit) {
        var rows = journalRows(application, after, limit + 1);
        if (rows.isEmpty()) return Optional.empty();
        var lines = lines(rows);
        return Optional.of(new Journal(lines.subList(0, Math.min(limit, lines.size())), lines.size() > limit));
    }

    @Override
    public Optional<JournalVerification> verifyJournal(UUID application, int after, int limit) {
        // Includes the entry before, since its hash is the input of the next one.
        var rows = journalRows(application, Math.max(after - 1, 0), after == 0 ? limit : limit + 1);
        if (rows.isEmpty()) return Optional.empty();
        var lines = lines(rows);
        // Nothing to check after the end.
        if (after > rows.get(0).length()) {
            return Optional.of(new JournalVerification(OptionalInt.empty(), OptionalInt.empty()));
        }
        if (after > 0 && (lines.isEmpty() || lines.get(0).number() != after)) {
            return Optional.of(new JournalVerification(OptionalInt.of(after), OptionalInt.empty()));
        }
        var chain = after == 0 ? new JournalChain(application) : new JournalChain(after, lines.get(0).hash());
        var followed = after == 0 ? lines : lines.subList(1, lines.size());
        followed.forEach(chain::follow);
        var ends = followed.size() < limit;
        var fault = ends ? chain.firstFault(rows.get(0).length(), rows.get(0).head()) : chain.firstFault();
        return Optional.of(new JournalVerification(fault,
                ends || fault.isPresent() ? OptionalInt.empty() : OptionalInt.of(after + limit)));
    }

    private List<JournalRow> journalRows(UUID application, int after, int limit) {
        return Sql.query(database, JOURNAL, sql -> sql.bind(after).bind(limit).bind(application),
                row -> new JournalRow(row.getInt("journal_length"), row.getBytes("journal_head"),
                        row.getBytes("hash") == null ? null : line(row)));
    }

    private static List<JournalLine> lines(List<JournalRow> rows) {
        return rows.stream().map(JournalRow::line).filter(Objects::nonNull).toList();
    }

    private static JournalLine line(ResultSet row) throws SQLException {
        var entry = new JournalEntry(Sql.time(row, "at"), row.getString("client"), row.getString("actor"),
                row.getString("role"),
                JournalAction.valueOf(row.getString("action")), row.getString("detail"));
        return new JournalLine(row.getInt("seq"), entry, row.getBytes("hash"));
    }
}
