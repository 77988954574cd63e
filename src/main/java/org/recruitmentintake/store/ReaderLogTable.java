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

/** Who has read what, from the reading entries of the journals. */
@ApplicationScoped
public class ReaderLogTable implements ReaderLog {

    /** Uses the index of the reads of a case. */
    static final String OF_CASE = """
            SELECT client, actor, role, action, count(*) AS times, min(at) AS first, max(at) AS last FROM journal
            WHERE application_id = ? AND action IN ('READ', 'JOURNAL_READ', 'REPLAYED', 'RULING_PREVIEWED', 'LOOKED_UP',
                'DISCLOSED')
            GROUP BY client, actor, role, action ORDER BY first, client, actor, role, action
            """;

    /**
     * Uses the index of reads by time. A page counts every entry of the period, since the largest number comes first.
     */
    static final String COUNTS = """
            SELECT client, actor, role, cases, reads, last FROM (
                SELECT client, actor, role, count(DISTINCT application_id) AS cases, count(*) AS reads, max(at) AS last
                FROM journal WHERE at >= ? AND at < ?
                    AND action IN ('READ', 'JOURNAL_READ', 'REPLAYED', 'RULING_PREVIEWED', 'LOOKED_UP', 'DISCLOSED')
                GROUP BY client, actor, role) counted
            WHERE (-cases, client, actor, role) > (?::bigint, ?, ?, ?)
            ORDER BY -cases, client, actor, role LIMIT ?
            """;

    private static final ReaderCount BEFORE_ALL = new ReaderCount("", "", "", Long.MAX_VALUE, 0, Instant.EPOCH);

    private final DataSource database;

    public ReaderLogTable(DataSource database) {
        this.database = database;
    }

    @Override
    public List<CaseReader> ofCase(UUID application) {
        return Sql.query(database, OF_CASE, sql -> sql.bind(application),
                row -> new CaseReader(row.getString("client"), row.getString("actor"), row.getString("role"),
                        JournalAction.valueOf(row.getString("action")), row.getLong("times"), Sql.time(row, "first"),
                        Sql.time(row, "last")));
    }

    @Override
    public List<ReaderCount> counts(Instant from, Instant to, ReaderCount after, int limit) {
        var last = after == null ? BEFORE_ALL : after;
        return Sql.query(database, COUNTS,
                sql -> sql.bind(from).bind(to).bind(-last.cases()).bind(last.client()).bind(last.person())
                        .bind(last.role()).bind(limit),
                row -> new ReaderCount(row.getString("client"), row.getString("actor"), row.getString("role"),
                        row.getLong("cases"), row.getLong("reads"), Sql.time(row, "last")));
    }
}
