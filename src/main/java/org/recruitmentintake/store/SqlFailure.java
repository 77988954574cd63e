package org.recruitmentintake.store;

import java.sql.SQLException;

/** The database is away, or refused a statement. The message is its SQLSTATE only: what it says may quote a row. */
final class SqlFailure extends RuntimeException {

    private final String state;

    SqlFailure(SQLException cause) {
        // Not the cause itself, whose message may quote a row and would reach a log: an exception with its state
        // only, so that callers can tell an unavailable database from a bug.
        super("SQLSTATE " + cause.getSQLState(), new SQLException(null, cause.getSQLState()));
        state = cause.getSQLState() == null ? "" : cause.getSQLState();
        setStackTrace(cause.getStackTrace());
    }

    /** Five characters; empty if the driver gave none. */
    public String state() { return state; }
}
