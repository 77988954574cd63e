package org.recruitmentintake.security;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.tools.environment.EmbeddedBroker;

/**
 * The shared PostgreSQL with a certificate, and a broker that requires TLS and a login. Both certificates are for
 * {@code localhost}, signed by an authority of this test.
 */
public final class TlsParts implements QuarkusTestResourceLifecycleManager {

    public static final String USER = "intake";
    public static final String SECRET = "of-this-test-only";

    public final ThrowAwayAuthority authority = new ThrowAwayAuthority("Throw-away").issue("server", "localhost");
    private EmbeddedActiveMQ broker;
    private int port;

    @Override
    public int order() { return 1; }

    @Override
    public Map<String, String> start() {
        try {
            database("ALTER SYSTEM SET ssl_cert_file = '" + authority.chainOf("server") + "'",
                    "ALTER SYSTEM SET ssl_key_file = '" + authority.keyOf("server") + "'",
                    "ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()");
            startBroker();
            return Map.of("quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:" + RealParts.database().port()
                    + "/intake?sslmode=verify-full&sslrootcert=" + authority.certificate(),
                    "intake.broker.port", String.valueOf(port), "intake.broker.tls.enabled", "true",
                    "intake.broker.tls.trust-file", authority.certificate().toString(),
                    "intake.broker.username", USER, "intake.broker.password-file", passwordFile(SECRET).toString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            broker.stop();
            database("ALTER SYSTEM RESET ssl", "ALTER SYSTEM RESET ssl_cert_file", "ALTER SYSTEM RESET ssl_key_file",
                    "SELECT pg_reload_conf()");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public int brokerPort() { return port; }

    public static Path passwordFile(String password) throws IOException {
        var file = Files.createTempFile(Path.of("target"), "password", "").toAbsolutePath();
        return Files.writeString(file, password + "\n");
    }

    private void startBroker() throws Exception {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.setCriticalAnalyzer(false);
        configuration.setMaxDiskUsage(-1);
        configuration.setSecurityEnabled(true);
        configuration.addAcceptorConfiguration("amqps", "tcp://localhost:" + port
                + "?protocols=AMQP;sslEnabled=true;keyStoreType=PKCS12;keyStorePath=" + authority.storeOf("server")
                + ";keyStorePassword=" + ThrowAwayAuthority.PASSWORD + ";saslMechanisms=PLAIN");
        configuration.putSecurityRoles("#", Set.of(new Role("intake", true, false, false, false, false, false, false,
                false, false, false, false, false)));
        EmbeddedBroker.ADDRESSES.forEach(address -> configuration.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(address).addRoutingType(RoutingType.ANYCAST).addQueueConfig(QueueConfiguration.of(address)
                        .setAddress(address).setRoutingType(RoutingType.ANYCAST).setDurable(true))));
        var users = new SecurityConfiguration();
        users.addUser(USER, SECRET);
        users.addRole(USER, "intake");
        var callers = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(EmbeddedActiveMQ.class.getClassLoader());
        try {
            broker = new EmbeddedActiveMQ().setConfiguration(configuration).setSecurityManager(
                    new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
            broker.start();
        } finally {
            Thread.currentThread().setContextClassLoader(callers);
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
