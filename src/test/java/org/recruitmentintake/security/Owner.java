package org.recruitmentintake.security;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

import org.recruitmentintake.RealParts;
import org.recruitmentintake.tools.environment.EmbeddedDatabase;

/** Runs SQL as the owner of the schema, who has more rights than the service. */
public final class Owner {

    private Owner() {}

    public static Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + RealParts.database().port() + "/intake",
                "intake_owner", EmbeddedDatabase.PASSWORD);
    }

    /** The number of changed rows. Texts that are UUIDs are bound as UUIDs. */
    public static int update(String sql, Object... values) throws SQLException {
        try (var owner = connection(); var statement = bound(owner.prepareStatement(sql), values)) {
            return statement.executeUpdate();
        }
    }

    /** Lets a case look as if it had been created and last changed so many days ago. */
    static void age(String id, int days) throws SQLException {
        update("""
                UPDATE application
                SET created_at = now() - make_interval(days => ?), updated_at = now() - make_interval(days => ?)
                WHERE id = ?
                """, days, days, id);
    }

    /** The first column of the first row. */
    public static String one(String sql, Object... values) throws SQLException {
        try (var owner = connection(); var statement = bound(owner.prepareStatement(sql), values);
                var rows = statement.executeQuery()) {
            if (!rows.next()) throw new AssertionError("no row: " + sql);
            return rows.getString(1);
        }
    }

    private static PreparedStatement bound(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            var value = values[i];
            var isId = value instanceof String text && text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            statement.setObject(i + 1, isId ? UUID.fromString((String) value) : value);
        }
        return statement;
    }
}
