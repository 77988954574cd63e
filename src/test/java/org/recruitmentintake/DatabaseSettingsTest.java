package org.recruitmentintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database settings of application.properties reach the server. */
@QuarkusTest
@WithTestResource(RealParts.class)
class DatabaseSettingsTest {

    @Inject
    DataSource dataSource;

    // EmbeddedDatabase sets synchronous_commit=off, so only the setting of the service can switch it on.
    @ParameterizedTest
    @CsvSource({
            "synchronous_commit, on",
            "lock_timeout, 4s",
            "statement_timeout, 8s",
            "idle_in_transaction_session_timeout, 20s",
            "application_name, recruitment-intake",
            "session_authorization, intake_app",
    })
    void settingsReachTheServer(String setting, String value) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("SHOW " + setting)) {
            assertTrue(answer.next());
            assertEquals(value, answer.getString(1));
        }
    }
}
