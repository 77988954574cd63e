package org.recruitmentintake.security;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Waiting.await;

import java.sql.DriverManager;
import java.sql.SQLException;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.tools.environment.EmbeddedDatabase;

/** The whole path with TLS to the database and to the broker, trust and credentials from files. */
@QuarkusTest
@WithTestResource(RealParts.class)
@QuarkusTestResource(value = TlsParts.class, restrictToAnnotatedClass = true)
class TransportTest {

    @Test
    void aCaseReachesTheQueueOverTlsOnly() throws Exception {
        var id = post(centre(), example("in-country")).statusCode(201).extract().path("id").toString();
        await().untilAsserted(
                () -> centre().get("/v1/applications/" + id).then().statusCode(200).body("forwarding", is("SENT")));
        try (var superuser = DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + RealParts.database().port() + "/postgres", "postgres", "");
                var sessions = superuser.createStatement().executeQuery("""
                        SELECT count(*) FILTER (WHERE ssl), count(*), min(version) FROM pg_stat_ssl
                        JOIN pg_stat_activity USING (pid) WHERE usename = 'intake_app' AND datname = 'intake'
                        """)) {
            sessions.next();
            assertEquals(sessions.getInt(2), sessions.getInt(1), "all sessions of the service use TLS");
            assertEquals("TLSv1.3", sessions.getString(3));
        }
    }

    @ParameterizedTest
    @CsvSource({"localhost, ours, true", "127.0.0.1, ours, false", "localhost, strangers, false"})
    void onlyTheDatabaseOfOurAuthorityAndNameIsAccepted(String host, String authority, boolean accepted)
            throws SQLException {
        var trusted = authority.equals("ours")
                ? ConfigProvider.getConfig().getValue("intake.broker.tls.trust-file", String.class)
                : new ThrowAwayAuthority("Stranger").certificate().toString();
        var url = "jdbc:postgresql://" + host + ":" + RealParts.database().port()
                + "/intake?sslmode=verify-full&sslrootcert=" + trusted;
        if (accepted) {
            try (var connection = DriverManager.getConnection(url, "intake_app", EmbeddedDatabase.PASSWORD);
                    var row = connection.createStatement()
                            .executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
                row.next();
                assertTrue(row.getBoolean(1));
            }
        } else {
            var refused = assertThrows(SQLException.class,
                    () -> DriverManager.getConnection(url, "intake_app", EmbeddedDatabase.PASSWORD));
            assertEquals("08006", refused.getSQLState(), refused.getMessage());
        }
    }
}
