package org.recruitmentintake.store;

import java.sql.SQLException;

/** A function that uses JDBC: it reads a row, or binds the parameters of a statement. */
@FunctionalInterface
interface SqlFunction<A, R> {

    R apply(A argument) throws SQLException;
}
