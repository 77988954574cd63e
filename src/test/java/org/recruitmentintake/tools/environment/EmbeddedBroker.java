package org.recruitmentintake.tools.environment;

import java.nio.file.Path;
import java.util.List;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * A real Artemis broker that speaks AMQP 1.0, with one durable queue per branch and without log-in. It can be stopped
 * and started again on the same port with the messages that it held.
 */
public final class EmbeddedBroker implements RealPart {

    /** One per branch. */
    public static final List<String> ADDRESSES = DevKeys.BRANCHES.stream().map(EmbeddedBroker::address).toList();

    private static final String DEAD_LETTERS = "dead-letters";

    private final Path directory;
    private final int port;
    private EmbeddedActiveMQ broker;

    public EmbeddedBroker(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** For example {@code recruitment.ground-forces}. */
    public static String address(String branch) {
        return "recruitment." + branch.toLowerCase().replace('_', '-');
    }

    @Override
    public synchronized void start() {
        if (broker != null) return;
        try {
            var starting = new EmbeddedActiveMQ().setConfiguration(configuration());
            start(starting);
            broker = starting;
        } catch (Exception failure) {
            throw new IllegalStateException("the embedded broker did not start", failure);
        }
    }

    /** Starts a broker whatever the class loader of the caller is. */
    public static void start(EmbeddedActiveMQ broker) throws Exception {
        // Artemis loads its protocols by the context class loader. That of a test may have other classes of the same
        // names.
        var callers = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(EmbeddedActiveMQ.class.getClassLoader());
        try {
            broker.start();
        } finally {
            Thread.currentThread().setContextClassLoader(callers);
        }
    }

    @Override
    public synchronized void stop() {
        if (broker == null) return;
        try {
            broker.stop();
            broker = null;
        } catch (Exception failure) {
            throw new IllegalStateException("the embedded broker did not stop", failure);
        }
    }

    @Override
    public int port() { return port; }

    private ConfigurationImpl configuration() throws Exception {
        var configuration = new ConfigurationImpl();
        configuration.setName("recruitment-intake-development");
        configuration.setSecurityEnabled(false);
        configuration.setPersistenceEnabled(true);
        runHere(configuration, directory, port);
        // A wrong address fails, as with a broker of production.
        configuration.addAddressSetting("#", new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                .setExpiryAddress(SimpleString.of(DEAD_LETTERS))
                .setAutoCreateAddresses(false)
                .setAutoCreateQueues(false)
                .setAutoDeleteAddresses(false)
                .setAutoDeleteQueues(false));
        ADDRESSES.forEach(address -> configuration.addAddressConfiguration(durableQueue(address)));
        configuration.addAddressConfiguration(durableQueue(DEAD_LETTERS));
        return configuration;
    }

    /** Lets a broker run on this machine: its files in the directory, AMQP without TLS at the port. */
    public static void runHere(ConfigurationImpl configuration, Path directory, int port) throws Exception {
        configuration.setJMXManagementEnabled(false);
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalDirectory(directory.resolve("journal").toString());
        configuration.setBindingsDirectory(directory.resolve("bindings").toString());
        configuration.setPagingDirectory(directory.resolve("paging").toString());
        configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
        // Messages must survive the process here, not the machine.
        configuration.setJournalDatasync(false);
        // By default producers are blocked if the disk is 90 % full.
        configuration.setMaxDiskUsage(-1);
        configuration.setCriticalAnalyzer(false);
        configuration.setGracefulShutdownEnabled(false);
        configuration.addAcceptorConfiguration("amqp", "tcp://localhost:" + port + "?protocols=AMQP");
    }

    private static CoreAddressConfiguration durableQueue(String address) {
        return new CoreAddressConfiguration()
                .setName(address)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(QueueConfiguration.of(address)
                        .setAddress(address)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true));
    }
}
