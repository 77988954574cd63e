package org.recruitmentintake.store;

import java.util.Optional;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

/** Whether this version of the service fits the schema of its database. */
@ApplicationScoped
public class SchemaVersion {

    /** The number of the last migration that this version of the service knows. */
    static final int NEEDED = 1;

    private static final String UNDEFINED_TABLE = "42P01";

    private final DataSource database;

    public SchemaVersion(DataSource database) {
        this.database = database;
    }

    /** The reason why this version does not fit the schema; empty if it does. */
    public Optional<String> fault() {
        try {
            return Sql.query(database, "SELECT installed, readable_from FROM schema_version", sql -> sql,
                    row -> fault(row.getInt("installed"), row.getInt("readable_from"), NEEDED))
                    .stream().findFirst().orElse(Optional.of("its version is not recorded"));
        } catch (SqlFailure failure) {
            if (UNDEFINED_TABLE.equals(failure.state())) {
                return Optional.of("it is not there: the migration has not run");
            }
            throw failure;
        }
    }

    static Optional<String> fault(int installed, int readableFrom, int needed) {
        if (needed > installed) {
            return Optional.of("it has version %d and this service needs %d: the migration has not run"
                    .formatted(installed, needed));
        }
        return needed >= readableFrom ? Optional.empty()
                : Optional.of("it can be read from version %d on and this service knows %d: it is too old"
                        .formatted(readableFrom, needed));
    }
}
