package org.recruitmentintake.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.recruitmentintake.tools.environment.EmbeddedBroker;
import org.recruitmentintake.tools.environment.Ports;

/**
 * A broker that requires TLS and a login. Its certificate is for {@code localhost}, signed by an authority of this
 * test.
 */
public final class TlsBroker implements AutoCloseable {

    public static final String USER = "intake";
    public static final String PASSWORD = "of-this-test-only";

    public final ThrowAwayAuthority authority = new ThrowAwayAuthority("Throw-away").issue("server", "localhost");
    private final int port = Ports.free();
    private final EmbeddedActiveMQ broker;

    /** Starts on a free port. */
    public TlsBroker() throws Exception {
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
        users.addUser(USER, PASSWORD);
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

    public int port() { return port; }

    /** A file with this password, as the service reads it. */
    public static Path passwordFile(String password) throws IOException {
        var file = Files.createTempFile(Path.of("target"), "password", "").toAbsolutePath();
        return Files.writeString(file, password + "\n");
    }

    @Override
    public void close() throws Exception { broker.stop(); }
}
