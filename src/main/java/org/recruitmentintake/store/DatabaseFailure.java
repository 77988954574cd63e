package org.recruitmentintake.store;

import java.sql.SQLException;

/** The database is away, or refused a statement. The message is its SQLSTATE only: what it says may quote a row. */
public final class DatabaseFailure extends RuntimeException {

    private final String state;

    DatabaseFailure(SQLException cause) {
        // Without the cause, which would reach a log with the message that we leave out.
        super("SQLSTATE " + cause.getSQLState());
        state = cause.getSQLState() == null ? "" : cause.getSQLState();
        setStackTrace(cause.getStackTrace());
    }

    /** Five characters; empty if the driver gave none. */
    public String state() { return state; }
}
