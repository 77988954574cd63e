package org.recruitmentintake.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import javax.sql.DataSource;

import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.port.OutboxMessage;

/** One statement on one connection, committed by itself. Its parameters are set by name. */
final class Sql {

    static final String UNIQUE_VIOLATION = "23505";
    /** Another transaction held a lock for longer than lock_timeout. */
    static final String LOCK_TIMEOUT = "55P03";

    private static final Cursor BEFORE_ALL = new Cursor(Instant.EPOCH, new UUID(0, 0));

    private final Connection connection;
    private final PreparedStatement statement;
    private final List<String> names;

    private Sql(Connection connection, PreparedStatement statement, List<String> names) {
        this.connection = connection;
        this.statement = statement;
        this.names = names;
    }

    /** Runs one statement and returns its rows. */
    static <T> List<T> query(DataSource database, String text, SqlFunction<Sql, Sql> parameters,
            SqlFunction<ResultSet, T> row) {
        return run(database, text, parameters, sql -> sql.list(row));
    }

    /** Runs one statement without results, and returns how many rows it has changed. */
    static int update(DataSource database, String text, SqlFunction<Sql, Sql> parameters) {
        return run(database, text, parameters, sql -> sql.statement.executeUpdate());
    }

    private static <T> T run(DataSource database, String text, SqlFunction<Sql, Sql> parameters,
            SqlFunction<Sql, T> execution) {
        var named = NamedSql.of(text);
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(named.text())) {
            return execution.apply(parameters.apply(new Sql(connection, statement, named.names())));
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /**
     * Sets a named parameter. The driver refuses to run a statement with an unset parameter.
     *
     * @throws IllegalArgumentException if the statement has no parameter of that name
     */
    Sql set(String name, Object value) throws SQLException {
        var first = names.indexOf(name);
        if (first < 0) throw new IllegalArgumentException("no parameter " + name);
        for (var i = first; i < names.size(); i++) {
            if (names.get(i).equals(name)) statement.setObject(i + 1, toJdbc(value));
        }
        return this;
    }

    /** Sets a named parameter to an array; all elements but bytes are sent as text. */
    Sql setArray(String name, String type, Collection<?> values) throws SQLException {
        return set(name, values == null ? null : connection.createArrayOf(type, elements(type, values)));
    }

    /** Sets the parameters {@code after} and {@code afterId} to the cursor of a list; null is its beginning. */
    Sql setAfter(Cursor cursor) throws SQLException {
        var after = cursor == null ? BEFORE_ALL : cursor;
        return set("after", after.at()).set("afterId", after.id());
    }

    /** Sets the parameters of a journal entry: its columns, and {@code entry} for the bytes that are hashed. */
    Sql setEntry(JournalEntry entry) throws SQLException {
        return set("at", entry.at()).set("client", entry.client()).set("actor", entry.actor()).set("role", entry.role())
                .set("action", entry.action()).set("detail", entry.detail()).set("entry", entry.bytes());
    }

    /** Sets the parameters of a message for the outbox; if there is none, to null. */
    Sql setMessage(OutboxMessage message) throws SQLException {
        return message == null
                ? set("message", null).set("kind", null).set("messageBranch", null).set("data", null).set("time", null)
                : set("message", message.id()).set("kind", message.kind()).set("messageBranch", message.branch())
                        .set("data", message.data()).set("time", message.time());
    }

    private static Object toJdbc(Object value) {
        return value instanceof Enum<?> constant ? constant.name()
                : value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value;
    }

    private static Object[] elements(String type, Collection<?> values) {
        return type.equals("bytea") ? values.toArray(byte[][]::new)
                : values.stream().map(value -> value instanceof Enum<?> constant ? constant.name()
                        : Objects.toString(value, null)).toArray(String[]::new);
    }

    private <T> List<T> list(SqlFunction<ResultSet, T> row) throws SQLException {
        var list = new ArrayList<T>();
        try (var results = statement.executeQuery()) {
            while (results.next()) {
                list.add(row.apply(results));
            }
        }
        return list;
    }

    static UUID uuid(ResultSet row, String column) throws SQLException { return row.getObject(column, UUID.class); }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
