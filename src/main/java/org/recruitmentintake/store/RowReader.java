package org.recruitmentintake.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes something of a row. */
@FunctionalInterface
interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
}
