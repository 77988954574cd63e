package org.recruitmentintake.store;

import java.sql.SQLException;

/**
 * The database is away, or refused a statement. The message is the SQLSTATE only: the message of the driver may quote a
 * row, and would reach a log.
 */
final class SqlFailure extends RuntimeException {

    private final String state;

    SqlFailure(SQLException cause) {
        // The cause has the state only, too; Failures tells by it whether the database is away.
        super("SQLSTATE " + cause.getSQLState(), new SQLException(null, cause.getSQLState()));
        state = cause.getSQLState() == null ? "" : cause.getSQLState();
        setStackTrace(cause.getStackTrace());
    }

    /** Five characters; empty if the driver gave none. */
    public String state() { return state; }

    /** The class of the error: the first two characters of the state, or empty. */
    String errorClass() {
        return state.isEmpty() ? "" : state.substring(0, 2);
    }
}
