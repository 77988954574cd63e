package org.recruitmentintake.store;

import java.sql.SQLException;

/** The database is away, or refused a statement. The message is the SQLSTATE only: the driver's may quote a row. */
final class SqlFailure extends RuntimeException {

    private final String state;

    SqlFailure(SQLException cause) {
        // The driver's message may quote a row and would reach a log, so the cause is an exception with the state only,
        // by which callers distinguish an unavailable database from a bug.
        super("SQLSTATE " + cause.getSQLState(), new SQLException(null, cause.getSQLState()));
        state = cause.getSQLState() == null ? "" : cause.getSQLState();
        setStackTrace(cause.getStackTrace());
    }

    /** Five characters; empty if the driver gave none. */
    public String state() { return state; }
}
