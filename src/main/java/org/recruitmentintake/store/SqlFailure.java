package org.recruitmentintake.store;

import java.sql.SQLException;

/** The database is away, or refused a statement. The message is its SQLSTATE only: what it says may quote a row. */
final class SqlFailure extends RuntimeException {

    private final String state;

    SqlFailure(SQLException cause) {
        // Not the cause itself, which would reach a log with the message that we leave out: one that has its state only,
        // by which whoever knows java.sql tells a database that is away from a bug.
        super("SQLSTATE " + cause.getSQLState(), new SQLException(null, cause.getSQLState()));
        state = cause.getSQLState() == null ? "" : cause.getSQLState();
        setStackTrace(cause.getStackTrace());
    }

    /** Five characters; empty if the driver gave none. */
    public String state() { return state; }
}
