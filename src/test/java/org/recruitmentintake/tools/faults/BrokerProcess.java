package org.recruitmentintake.tools.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.recruitmentintake.tools.environment.ChildProcess;
import org.recruitmentintake.tools.environment.EmbeddedBroker;
import org.recruitmentintake.tools.environment.Ports;

/** A real broker as a child process that can be killed, correct or with a fault. */
public final class BrokerProcess implements AutoCloseable {

    /** The fault of a broker. */
    enum Defect {
        NONE,
        /** Accepts messages without storing them: a kill loses them. */
        FORGETS,
        /** Refuses the first message permanently and accepts all others. */
        REFUSES_ONE
    }

    public final int port = Ports.free();
    private final Path directory;
    private ChildProcess process;

    public BrokerProcess(Path directory) {
        this.directory = directory;
    }

    BrokerProcess start(Defect defect) throws IOException, InterruptedException {
        var command = ChildProcess.java(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BrokerProcess.class.getName(), directory.toString(), String.valueOf(port), defect.name()));
        process = ChildProcess.start(command, directory.resolveSibling(directory.getFileName() + ".log"))
                .awaitListener(port);
        return this;
    }

    public BrokerProcess start() throws IOException, InterruptedException { return start(Defect.NONE); }

    public ProcessHandle handle() { return process.handle(); }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    void freeze() { process.freeze(); }

    void thaw() { process.thaw(); }

    @Override
    public void close() throws InterruptedException {
        if (process != null) process.close();
    }

    public static void main(String[] arguments) throws Exception {
        ProcessHandle.current().parent()
                .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
        var directory = Path.of(arguments[0]);
        var configuration = new ConfigurationImpl();
        configuration.setSecurityEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.setPersistenceEnabled(true);
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalDirectory(directory.resolve("journal").toString());
        configuration.setBindingsDirectory(directory.resolve("bindings").toString());
        configuration.setPagingDirectory(directory.resolve("paging").toString());
        configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
        configuration.setMaxDiskUsage(-1);
        configuration.setCriticalAnalyzer(false);
        configuration.addAcceptorConfiguration("amqp", "tcp://localhost:" + arguments[1] + "?protocols=AMQP");
        configuration.addAddressSetting("#", new AddressSettings().setAutoCreateAddresses(false)
                .setAutoCreateQueues(false).setAutoDeleteAddresses(false).setAutoDeleteQueues(false));
        for (var address : EmbeddedBroker.ADDRESSES) {
            configuration.addAddressConfiguration(new CoreAddressConfiguration().setName(address)
                    .addRoutingType(RoutingType.ANYCAST).addQueueConfig(QueueConfiguration.of(address)
                            .setAddress(address).setRoutingType(RoutingType.ANYCAST).setDurable(true)));
        }
        var defect = Defect.valueOf(arguments[2]);
        configuration.setPersistenceEnabled(defect != Defect.FORGETS);
        if (defect == Defect.REFUSES_ONE) configuration.registerBrokerPlugin(new RefusesOne());
        new EmbeddedActiveMQ().setConfiguration(configuration).start();
    }

    private static final class RefusesOne implements ActiveMQServerPlugin {

        private final AtomicReference<Object> refused = new AtomicReference<>();

        @Override
        public void beforeSend(ServerSession session, Transaction tx, Message message, boolean direct,
                boolean noAutoCreateQueue) throws ActiveMQException {
            var id = message.getObjectProperty("cloudEvents_id");
            refused.compareAndSet(null, id);
            if (id.equals(refused.get())) throw new ActiveMQException("not this one");
        }
    }
}
