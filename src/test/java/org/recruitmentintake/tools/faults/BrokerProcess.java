package org.recruitmentintake.tools.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.recruitmentintake.tools.environment.ChildProcess;
import org.recruitmentintake.tools.environment.EmbeddedBroker;
import org.recruitmentintake.tools.environment.Ports;

/** A real broker as a child process that can be killed, with or without a defect. */
public final class BrokerProcess implements AutoCloseable {

    /** A way in which a broker breaks its promise. */
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
        ChildProcess.endWithParent();
        var configuration = ArtemisMain.configuration(Path.of(arguments[0]), arguments[1], EmbeddedBroker.ADDRESSES);
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
