package org.recruitmentintake.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.CaseReader;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.ReaderCount;
import org.recruitmentintake.application.port.ReaderLog;

/** Who has read what, from the reading entries of the journals and the record of lists. */
@ApplicationScoped
public class ReaderLogTable implements ReaderLog {

    /** Uses the index of the reads of a case. */
    static final String OF_CASE = """
            SELECT client, actor, role, action, count(*) AS times, min(at) AS first, max(at) AS last FROM journal
            WHERE application_id = :id
                AND action IN ('READ', 'JOURNAL_READ', 'REPLAYED', 'RULING_PREVIEWED', 'LOOKED_UP', 'DISCLOSED')
            GROUP BY client, actor, role, action ORDER BY first, client, actor, role, action
            """;

    /**
     * Uses the indexes of reads and of lists by time. A page counts every entry of the period, since the largest number
     * comes first.
     */
    static final String COUNTS = """
            SELECT client, actor, role, cases, reads, lists, listed, last FROM (
                SELECT client, actor, role, count(DISTINCT application_id) AS cases, count(application_id) AS reads,
                    count(listed) AS lists, COALESCE(sum(listed), 0) AS listed, max(at) AS last
                FROM (
                    SELECT client, actor, role, application_id, NULL::integer AS listed, at FROM journal
                    WHERE at >= :from AND at < :to
                        AND action IN ('READ', 'JOURNAL_READ', 'REPLAYED', 'RULING_PREVIEWED', 'LOOKED_UP', 'DISCLOSED')
                    UNION ALL
                    SELECT client, actor, role, NULL, cases, at FROM list_read WHERE at >= :from AND at < :to
                ) entry
                GROUP BY client, actor, role) counted
            WHERE (-cases, client, actor, role) > (:cases::bigint, :client, :person, :role)
            ORDER BY -cases, client, actor, role LIMIT :limit
            """;

    private static final ReaderCount BEFORE_ALL = new ReaderCount("", "", "", Long.MAX_VALUE, 0, 0, 0,
            Instant.EPOCH);

    private final DataSource database;

    public ReaderLogTable(DataSource database) {
        this.database = database;
    }

    @Override
    public List<CaseReader> ofCase(UUID application) {
        return Sql.query(database, OF_CASE, sql -> sql.set("id", application),
                row -> new CaseReader(row.getString("client"), row.getString("actor"), row.getString("role"),
                        JournalAction.valueOf(row.getString("action")), row.getLong("times"), Sql.time(row, "first"),
                        Sql.time(row, "last")));
    }

    @Override
    public List<ReaderCount> counts(Instant from, Instant to, ReaderCount after, int limit) {
        var last = after == null ? BEFORE_ALL : after;
        return Sql.query(database, COUNTS,
                sql -> sql.set("from", from).set("to", to).set("cases", -last.cases()).set("client", last.client())
                        .set("person", last.person()).set("role", last.role()).set("limit", limit),
                row -> new ReaderCount(row.getString("client"), row.getString("actor"), row.getString("role"),
                        row.getLong("cases"), row.getLong("reads"), row.getLong("lists"), row.getLong("listed"),
                        Sql.time(row, "last")));
    }
}
