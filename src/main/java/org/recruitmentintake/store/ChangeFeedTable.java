package org.recruitmentintake.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.ChangeCursor;
import org.recruitmentintake.application.model.ChangePage;
import org.recruitmentintake.application.model.ChangedApplication;
import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.port.ChangeFeed;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Route;

/**
 * Cases in the order of their last change. {@code changed_in} is the number of the transaction that changed a case
 * last; a trigger sets it when the version changes. All transactions below {@code pg_snapshot_xmin} have ended, and
 * each later commit has a higher number: so only later changes can follow a page that ends below it.
 */
@ApplicationScoped
public class ChangeFeedTable implements ChangeFeed {

    /**
     * The name of the database is its cluster and timeline: after a restore or a failover, the numbers of lost
     * transactions are used again.
     */
    private static final String CHANGES = """
            WITH now AS MATERIALIZED (
                SELECT pg_snapshot_xmin(pg_current_snapshot()) AS oldest_open,
                    hashtextextended(system_identifier::text || left(pg_walfile_name(pg_current_wal_lsn()), 8),
                        0) AS name
                FROM pg_control_system()
            )
            SELECT now.name, page.* FROM now LEFT JOIN LATERAL (
                SELECT a.changed_in::text AS changed_in, a.id, a.route, a.branch, a.embassy, a.state, a.attention,
                    a.version, a.created_at, a.updated_at,
                    CASE WHEN a.state = 'ERASED' THEN NULL ELSE COALESCE(
                        (SELECT CASE o.state WHEN 'DEAD' THEN 'DEAD' ELSE 'PENDING' END FROM outbox o
                         WHERE o.application_id = a.id AND o.kind = 'ACCEPTED'),
                        (SELECT 'SENT' FROM forwarded f WHERE f.application_id = a.id
                            AND f.kind = 'ACCEPTED')) END AS forwarding
                FROM application a
                WHERE a.owner = :owner AND (a.changed_in, a.id) > (:transaction::xid8, :id::uuid)
                    AND a.changed_in < now.oldest_open
                ORDER BY a.changed_in, a.id
                LIMIT :limit
            ) page ON true
            ORDER BY page.changed_in::xid8, page.id
            """;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private record Row(ChangeCursor cursor, ChangedApplication changed) {}

    private final DataSource database;

    public ChangeFeedTable(DataSource database) {
        this.database = database;
    }

    @Override
    public Optional<ChangePage> changes(String owner, ChangeCursor since, int limit) {
        var from = since == null ? new ChangeCursor(0, 0, BEFORE_ALL) : since;
        var rows = Sql.query(database, CHANGES,
                sql -> sql.set("owner", owner).set("transaction", Long.toString(from.transaction()))
                        .set("id", from.id()).set("limit", limit),
                row -> row(row, from));
        var last = rows.get(rows.size() - 1).cursor();
        if (since != null && since.database() != last.database()) return Optional.empty();
        return Optional.of(
                new ChangePage(rows.stream().map(Row::changed).filter(Objects::nonNull).toList(), last));
    }

    /** A row of the page; an empty page has one row, with the name of the database only. */
    private static Row row(ResultSet row, ChangeCursor from) throws SQLException {
        var name = row.getLong("name");
        var id = Sql.uuid(row, "id");
        if (id == null) return new Row(new ChangeCursor(name, from.transaction(), from.id()), null);
        var forwarding = Optional.ofNullable(row.getString("forwarding")).map(ForwardingState::valueOf).orElse(null);
        return new Row(new ChangeCursor(name, Long.parseLong(row.getString("changed_in")), id),
                new ChangedApplication(id, State.valueOf(row.getString("state")),
                        Route.valueOf(row.getString("route")), Branch.valueOf(row.getString("branch")),
                        row.getString("embassy"), row.getBoolean("attention"), forwarding,
                        row.getInt("version"), Sql.time(row, "created_at"), Sql.time(row, "updated_at")));
    }
}
