package org.recruitmentintake.store;

import java.sql.SQLException;

/** A function that uses JDBC, such as one that reads a row or sets the parameters of a statement. */
@FunctionalInterface
interface SqlFunction<A, R> {

    R apply(A argument) throws SQLException;
}
