package org.recruitmentintake.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Assignee;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.port.Assignees;

/**
 * Assignees in PostgreSQL. A change of assignee makes a journal entry, and changes neither the version nor a time of
 * the case.
 */
@ApplicationScoped
public class AssigneeTable implements Assignees {

    private static final String ASSIGN = """
            WITH changed AS (
                UPDATE application SET assignee = :actor, assigned_at = :at,
                    journal_length = journal_length + 1, journal_head = sha256(journal_head || :entry)
                WHERE id = :id AND state <> 'ERASED' AND (assignee IS DISTINCT FROM :actor OR assigned_at <= :expired)
                RETURNING id, journal_length, journal_head
            )""" + JournalTable.ENTERED + """
            SELECT id FROM application WHERE id = :id AND state <> 'ERASED'
            """;

    private static final String UNASSIGN = """
            WITH changed AS (
                UPDATE application SET assignee = NULL, assigned_at = NULL,
                    journal_length = journal_length + 1, journal_head = sha256(journal_head || :entry)
                WHERE id = :id AND assignee = :actor
                RETURNING id, journal_length, journal_head
            )""" + JournalTable.ENTERED + """
            SELECT id FROM application WHERE id = :id AND state <> 'ERASED'
            """;

    private static final String ASSIGNEE = """
            SELECT assignee, assigned_at FROM application WHERE id = :id AND assigned_at > :expired
            """;

    private final DataSource database;

    public AssigneeTable(DataSource database) {
        this.database = database;
    }

    @Override
    public boolean assign(UUID application, JournalEntry entry, Instant expired) {
        return !Sql.query(database, ASSIGN, sql -> sql.set("id", application).set("expired", expired).setEntry(entry),
                row -> true).isEmpty();
    }

    @Override
    public boolean unassign(UUID application, JournalEntry entry) {
        return !Sql.query(database, UNASSIGN, sql -> sql.set("id", application).setEntry(entry), row -> true)
                .isEmpty();
    }

    @Override
    public Optional<Assignee> find(UUID application, Instant expired) {
        return Sql.query(database, ASSIGNEE, sql -> sql.set("id", application).set("expired", expired),
                row -> new Assignee(row.getString("assignee"), Sql.time(row, "assigned_at"))).stream().findFirst();
    }
}
