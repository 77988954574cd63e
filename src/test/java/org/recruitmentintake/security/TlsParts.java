package org.recruitmentintake.security;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.recruitmentintake.RealParts;

/**
 * The shared PostgreSQL with a certificate, and a {@link TlsBroker}. One authority signed the certificates of both.
 */
public final class TlsParts implements QuarkusTestResourceLifecycleManager {

    private TlsBroker broker;

    @Override
    public int order() { return 1; }

    @Override
    public Map<String, String> start() {
        try {
            broker = new TlsBroker();
            var authority = broker.authority;
            database("ALTER SYSTEM SET ssl_cert_file = '" + authority.chainOf("server") + "'",
                    "ALTER SYSTEM SET ssl_key_file = '" + authority.keyOf("server") + "'",
                    "ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()");
            return Map.of("quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:" + RealParts.database().port()
                    + "/intake?sslmode=verify-full&sslrootcert=" + authority.certificate(),
                    "intake.broker.port", String.valueOf(broker.port()), "intake.broker.tls.enabled", "true",
                    "intake.broker.tls.trust-file", authority.certificate().toString(),
                    "intake.broker.username", TlsBroker.USER,
                    "intake.broker.password-file", TlsBroker.passwordFile(TlsBroker.PASSWORD).toString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            broker.close();
            database("ALTER SYSTEM RESET ssl", "ALTER SYSTEM RESET ssl_cert_file", "ALTER SYSTEM RESET ssl_key_file",
                    "SELECT pg_reload_conf()");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void database(String... statements) throws SQLException {
        try (var superuser = DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + RealParts.database().port() + "/postgres", "postgres", "");
                var statement = superuser.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
