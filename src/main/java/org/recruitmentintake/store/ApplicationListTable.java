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
import org.recruitmentintake.application.model.ListRead;
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

    private static final String COLUMNS = """
            id, route, branch, embassy, state, attention, refusal_proposed, created_at, updated_at, turn, tasks,
            assignee, assigned_at""";

    private static final String FILTERS = """
            AND (:branch::text IS NULL OR branch = :branch) AND (:embassy::text IS NULL OR embassy = :embassy)
            AND (:flagged::boolean IS NULL OR attention = :flagged) AND (:turn::text IS NULL OR turn = :turn)
            AND (:state::text IS NULL OR state = :state) AND (:tasks::text[] IS NULL OR tasks && :tasks::text[])""";

    private static final String UNDECIDED_ONLY = "AND state IN ('IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW') ";

    /**
     * Another case of the document that is handed over and not ruled apart. A subquery with a limit is evaluated for
     * each row of the page; an EXISTS could be joined with all cases at once.
     */
    static final String MATCH = """
            (SELECT true FROM application o WHERE o.blind_index = application.blind_index AND o.id <> application.id
                AND o.state IN ('ACCEPTED', 'FORWARDED') AND NOT o.id = ANY (application.apart_from) LIMIT 1)
            """;

    /**
     * Records that the page was read, and returns it. If the same person has read as many rows by the same filter
     * shortly before, nothing is recorded.
     */
    private static final String ENTRY = """
            ), entry AS (
                INSERT INTO list_read (at, client, actor, role, filter, cases)
                SELECT :at::timestamptz, :client::text, :person::text, :role::text, :filter::text, counted.cases
                FROM (SELECT count(*) AS cases FROM page) counted
                WHERE NOT EXISTS (SELECT FROM list_read earlier
                    WHERE earlier.client = :client AND earlier.actor = :person AND earlier.at > :sameSince
                        AND earlier.filter = :filter AND earlier.cases >= counted.cases)
            )
            SELECT * FROM page ORDER BY waiting_since, id
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
    public List<ApplicationSummary> find(ListScope scope, ListFilter filter, Cursor after, int limit, ListRead read,
            Instant sameSince, Instant expired) {
        var tasks = filter.step() == null ? null : scope.visible(filter.step());
        var bindings = scope.embassies().isEmpty() ? scope.branches() : scope.embassies();
        return Sql.query(database, statement(scope, filter), sql -> {
            if (!scope.everything()) sql.setArray("bindings", "text", bindings);
            return sql.setAfter(after).set("branch", filter.branch()).set("embassy", filter.embassy())
                    .set("flagged", filter.flagged()).set("turn", filter.turn()).set("state", filter.state())
                    .setArray("tasks", "text", tasks).set("limit", limit)
                    .set("at", read.at()).set("client", read.client()).set("person", read.person())
                    .set("role", read.role()).set("filter", read.filter()).set("sameSince", sameSince);
        }, row -> summary(row, expired));
    }

    static String statement(ListScope scope, ListFilter filter) {
        return "WITH page AS MATERIALIZED (\n" + page(scope, filter) + "\n" + ENTRY;
    }

    private static String page(ListScope scope, ListFilter filter) {
        if (scope.everything()) return page("reviewer_since", filter, "");
        return scope.embassies().isEmpty()
                ? ofEachBinding(page("centre_since", filter, "AND branch = binding.name AND visible_to_branch"))
                : ofEachBinding(page("embassy_since", filter, "AND embassy = binding.name"));
    }

    /**
     * Reads each embassy or branch along its own index, and no further than the page, so that a page costs only its
     * rows.
     */
    private static String ofEachBinding(String page) {
        return "SELECT page.* FROM unnest(:bindings::text[]) AS binding (name) CROSS JOIN LATERAL (\n" + page
                + "\n) page ORDER BY page.waiting_since, page.id LIMIT :limit";
    }

    /** @param since the column that tells since when a case waits for the desk of the list */
    private static String page(String since, ListFilter filter, String only) {
        return String.join("\n", "SELECT " + COLUMNS + ", " + since + " AS waiting_since FROM application",
                "WHERE (" + since + ", id) > (:after::timestamptz, :afterId::uuid)", FILTERS, only,
                filter.isUndecided() ? "AND " + since + " < '9999-12-31 00:00:00+00'" : "", refusal(filter),
                match(filter), "ORDER BY " + since + ", id LIMIT :limit");
    }

    private static String refusal(ListFilter filter) {
        return filter.refusalProposed() == null ? ""
                : filter.refusalProposed() ? "AND refusal_proposed" : "AND NOT refusal_proposed";
    }

    private static String match(ListFilter filter) {
        return filter.hasMatch() == null ? ""
                : UNDECIDED_ONLY + "AND " + MATCH + (filter.hasMatch() ? "IS NOT NULL" : "IS NULL");
    }

    private static ApplicationSummary summary(ResultSet row, Instant expired) throws SQLException {
        return new ApplicationSummary(Sql.uuid(row, "id"), Route.valueOf(row.getString("route")),
                Branch.valueOf(row.getString("branch")), row.getString("embassy"),
                State.valueOf(row.getString("state")), row.getBoolean("attention"),
                row.getBoolean("refusal_proposed"), Sql.time(row, "created_at"), Sql.time(row, "updated_at"),
                Optional.ofNullable(row.getString("turn")).map(EvidenceSource::valueOf).orElse(null),
                Sql.texts(row, "tasks").stream().map(TaskName::of).toList(), Sql.time(row, "waiting_since"),
                assignee(row, expired));
    }

    private static Assignee assignee(ResultSet row, Instant expired) throws SQLException {
        return row.getString("assignee") == null || !Sql.time(row, "assigned_at").isAfter(expired) ? null
                : new Assignee(row.getString("assignee"), Sql.time(row, "assigned_at"));
    }

    @Override
    public Map<State, Long> countUndecided() {
        return Sql.query(database, UNDECIDED, sql -> sql,
                row -> Map.entry(State.valueOf(row.getString("state")), row.getLong("cases"))).stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
