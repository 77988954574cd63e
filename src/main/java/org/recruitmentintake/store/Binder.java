package org.recruitmentintake.store;

import java.sql.SQLException;

/** Binds parameters. */
@FunctionalInterface
interface Binder {
    Sql to(Sql sql) throws SQLException;
}
