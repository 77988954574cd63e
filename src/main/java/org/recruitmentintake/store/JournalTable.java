package org.recruitmentintake.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalChain;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.JournalLine;
import org.recruitmentintake.application.model.JournalVerification;
import org.recruitmentintake.application.port.JournalRepository;

/** The journals in PostgreSQL. */
@ApplicationScoped
public class JournalTable implements JournalRepository {

    /** A page at the end of a long journal costs as much as one at its beginning. */
    private static final String JOURNAL = """
            SELECT a.journal_length, a.journal_head, j.seq, j.at, j.client, j.actor, j.role, j.action, j.detail, j.hash
            FROM application a LEFT JOIN LATERAL (
                SELECT * FROM journal WHERE application_id = a.id AND seq > :after ORDER BY seq LIMIT :limit) j ON true
            WHERE a.id = :id ORDER BY j.seq
            """;

    /** Adds the entry to the journal of each case in {@code changed}. */
    static final String ENTERED = """
            , entered AS (
                INSERT INTO journal (application_id, seq, at, client, actor, role, action, detail, hash)
                SELECT id, journal_length, :at, :client, :actor, :role, :action, :detail, journal_head FROM changed
            )
            """;

    /** Uses the index of reads, so that the cost does not grow with the journal. */
    static final String NOTE_READ = """
            WITH changed AS (
                UPDATE application
                SET journal_length = journal_length + 1, journal_head = sha256(journal_head || :entry)
                WHERE id = :id AND NOT EXISTS (
                    SELECT FROM journal WHERE application_id = :id AND client = :client AND actor = :actor
                        AND role = :role AND action = :action AND at > :since AND action IN
                            ('READ', 'JOURNAL_READ', 'REPLAYED', 'RULING_PREVIEWED', 'LOOKED_UP', 'DISCLOSED'))
                RETURNING id, journal_length, journal_head
            )""" + ENTERED + """
            SELECT id FROM changed
            """;

    /** A row of a journal with the length and head of its case; without an entry if the page is empty. */
    private record JournalRow(int length, byte[] head, JournalLine line) {}

    private final DataSource database;

    public JournalTable(DataSource database) {
        this.database = database;
    }

    @Override
    public Optional<List<JournalLine>> find(UUID application, int after, int limit) {
        var rows = findRows(application, after, limit);
        return rows.isEmpty() ? Optional.empty() : Optional.of(lines(rows));
    }

    @Override
    public Optional<JournalVerification> verify(UUID application, int after, int limit) {
        // Includes the entry before, since its hash is the input of the next one.
        var rows = findRows(application, Math.max(after - 1, 0), after == 0 ? limit : limit + 1);
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

    @Override
    public void noteRead(UUID application, JournalEntry entry, Instant unlessAfter) {
        Sql.query(database, NOTE_READ, sql -> sql.set("id", application).set("since", unlessAfter).setEntry(entry),
                row -> true);
    }

    private List<JournalRow> findRows(UUID application, int after, int limit) {
        return Sql.query(database, JOURNAL, sql -> sql.set("after", after).set("limit", limit).set("id", application),
                row -> new JournalRow(row.getInt("journal_length"), row.getBytes("journal_head"),
                        row.getBytes("hash") == null ? null : line(row)));
    }

    private static List<JournalLine> lines(List<JournalRow> rows) {
        return rows.stream().map(JournalRow::line).filter(Objects::nonNull).toList();
    }

    private static JournalLine line(ResultSet row) throws SQLException {
        var entry = new JournalEntry(Sql.time(row, "at"), row.getString("client"), row.getString("actor"),
                row.getString("role"), JournalAction.valueOf(row.getString("action")), row.getString("detail"));
        return new JournalLine(row.getInt("seq"), entry, row.getBytes("hash"));
    }
}
