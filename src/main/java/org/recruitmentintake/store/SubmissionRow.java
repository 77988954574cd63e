package org.recruitmentintake.store;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.JournalChain;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.Waiting;
import org.recruitmentintake.application.port.IdempotentRequest;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.RelayClaim;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.privacy.DataKey;

/** Everything that is written of a new case, sealed; and the columns of several such rows in one statement. */
record SubmissionRow(Application application, Waiting waiting, DataKey key, byte[] document, IdempotentRequest request,
        byte[] keyHash, byte[] fingerprint, byte[] answer, byte[] dossier, JournalEntry entry, OutboxMessage message,
        RelayClaim claim) {

    /** A parameter of the statement: an array with one value of each row. */
    private record Column(String name, String type, Function<SubmissionRow, Object> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("id", "uuid", row -> row.application.id()),
            new Column("owner", "text", row -> row.application.owner()),
            new Column("route", "text", row -> row.application.route()),
            new Column("branch", "text", row -> row.application.branch()),
            new Column("embassy", "text", row -> row.application.embassy()),
            new Column("state", "text", row -> row.application.state()),
            new Column("attention", "boolean", row -> row.application.flagged()),
            new Column("refusal_proposed", "boolean", row -> row.application.refusalProposed()),
            new Column("visible_to_branch", "boolean", row -> row.application.visibleInUkraine()),
            new Column("rule_set", "text", row -> row.application.decision().ruleSet()),
            new Column("created_at", "timestamptz", row -> row.application.createdAt()),
            new Column("updated_at", "timestamptz", row -> row.application.updatedAt()),
            new Column("next_evaluation_on", "date", row -> row.application.nextEvaluation()),
            new Column("key_id", "text", row -> row.key.keyId()),
            new Column("wrapped_key", "bytea", row -> row.key.wrapped()),
            new Column("dossier", "bytea", SubmissionRow::dossier),
            new Column("blind_index", "bytea", SubmissionRow::document),
            new Column("turn", "text", row -> row.waiting.turn()),
            // Each list as one text: unnest would make one list of an array of arrays.
            new Column("tasks", "text", row -> row.waiting.taskNamesAsText()),
            new Column("embassy_since", "timestamptz", row -> row.waiting.since(EvidenceSource.EMBASSY)),
            new Column("centre_since", "timestamptz", row -> row.waiting.since(EvidenceSource.RECRUITING_CENTRE)),
            new Column("reviewer_since", "timestamptz", row -> row.waiting.since(EvidenceSource.REVIEWER)),
            new Column("client", "text", row -> row.request.client()),
            new Column("key_hash", "bytea", SubmissionRow::keyHash),
            new Column("fingerprint", "bytea", SubmissionRow::fingerprint),
            new Column("answer", "bytea", SubmissionRow::answer),
            new Column("before_all", "bytea", row -> JournalChain.beginning(row.application.id())),
            new Column("entry", "bytea", row -> row.entry.bytes()),
            new Column("at", "timestamptz", row -> row.entry.at()),
            new Column("entered_by", "text", row -> row.entry.client()),
            new Column("actor", "text", row -> row.entry.actor()),
            new Column("role", "text", row -> row.entry.role()),
            new Column("action", "text", row -> row.entry.action()),
            new Column("detail", "text", row -> row.entry.detail()),
            new Column("message_id", "uuid", row -> row.ofMessage(OutboxMessage::id)),
            new Column("message_kind", "text", row -> row.ofMessage(OutboxMessage::kind)),
            new Column("message_branch", "text", row -> row.ofMessage(OutboxMessage::branch)),
            new Column("message_data", "bytea", row -> row.ofMessage(OutboxMessage::data)),
            new Column("message_time", "timestamptz", row -> row.ofMessage(OutboxMessage::time)),
            new Column("claim", "uuid", row -> row.claim == null ? null : row.claim.id()),
            new Column("hold_millis", "bigint", row -> row.claim == null ? 0 : row.claim.hold().toMillis()));

    /** The rows as a table in a statement. */
    static final String TABLE = "unnest("
            + COLUMNS.stream().map(column -> ":" + column.name + "::" + column.type + "[]").collect(joining(", "))
            + ") AS p (" + COLUMNS.stream().map(Column::name).collect(joining(", ")) + ")";

    /** Sets the parameters of {@link #TABLE}. */
    static Sql setAll(Sql sql, List<SubmissionRow> rows) throws SQLException {
        for (var column : COLUMNS) {
            sql.setArray(column.name, column.type, rows.stream().map(column.value).toList());
        }
        return sql;
    }

    private <T> T ofMessage(Function<OutboxMessage, T> part) {
        return message == null ? null : part.apply(message);
    }
}
