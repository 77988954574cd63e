package org.recruitmentintake.store;

import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.ApplicationSummary;
import org.recruitmentintake.application.model.Assignee;
import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.ListFilter;
import org.recruitmentintake.application.model.ListScope;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.TaskName;
import org.recruitmentintake.application.port.ApplicationList;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Route;

/** Lists and counts of cases in PostgreSQL. Reads columns in the clear only. */
@ApplicationScoped
public class ApplicationListTable implements ApplicationList {

    /** The first part is the column of the listing desk, the second the conditions of the filter. */
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
     * Another case of the document that is handed over and not ruled apart. A subquery with a limit is evaluated for
     * each row of the page; an EXISTS could be joined with all cases at once.
     */
    static final String MATCH = """
            (SELECT true FROM application o WHERE o.blind_index = application.blind_index AND o.id <> application.id
                AND o.state IN ('ACCEPTED', 'FORWARDED') AND NOT o.id = ANY (application.apart_from) LIMIT 1)
            """;

    /**
     * Reads each embassy or branch along its own index, and no further than the page, so that a page costs only its
     * rows.
     */
    private static final String OF_BOUND = """
            SELECT page.* FROM unnest(?::text[]) AS bound (name) CROSS JOIN LATERAL (
            %s) page ORDER BY page.waiting_since, page.id LIMIT ?
            """;

    /** Uses the partial index of undecided cases. */
    private static final String UNDECIDED = """
            SELECT state, count(*) AS cases FROM application
            WHERE state IN ('IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW')
            GROUP BY state
            """;

    private final DataSource database;

    public ApplicationListTable(DataSource database) {
        this.database = database;
    }

    @Override
    public List<ApplicationSummary> find(ListScope scope, ListFilter filter, Cursor after, int limit, Instant taken) {
        if (scope.everything()) {
            return summaries(summary("reviewer_since", "", filter), sql -> page(sql, scope, filter, after, limit),
                    taken);
        }
        var centre = scope.embassies().isEmpty();
        var page = centre ? summary("centre_since", "branch = bound.name AND visible_to_branch AND ", filter)
                : summary("embassy_since", "embassy = bound.name AND ", filter);
        return summaries(OF_BOUND.formatted(page),
                sql -> page(sql.array("text", centre ? scope.branches() : scope.embassies()), scope, filter, after,
                        limit)
                        .bind(limit),
                taken);
    }

    /**
     * The values of the filter are from closed lists and stand in the text, where the planner can match them with an
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
                        Branch.valueOf(row.getString("branch")), row.getString("embassy"),
                        State.valueOf(row.getString("state")), row.getBoolean("attention"),
                        row.getBoolean("refusal_proposed"), Sql.time(row, "created_at"), Sql.time(row, "updated_at"),
                        Optional.ofNullable(row.getString("turn")).map(EvidenceSource::valueOf).orElse(null),
                        Sql.texts(row, "tasks").stream().map(TaskName::of).toList(), Sql.time(row, "waiting_since"),
                        assignee(row, taken)));
    }

    private static Assignee assignee(ResultSet row, Instant taken) throws SQLException {
        return row.getString("assignee") == null || !Sql.time(row, "assigned_at").isAfter(taken) ? null
                : new Assignee(row.getString("assignee"), Sql.time(row, "assigned_at"));
    }

    @Override
    public Map<State, Long> countUndecided() {
        return Sql.query(database, UNDECIDED, sql -> sql,
                row -> Map.entry(State.valueOf(row.getString("state")), row.getLong("cases"))).stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
