package org.recruitmentintake.tools.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.recruitmentintake.tools.environment.ChildProcess;
import org.recruitmentintake.tools.environment.Ports;

/** A broker of one of the tested products, as a child process. */
final class TriedBroker implements AutoCloseable {

    /** The tested products. */
    enum Make {
        ARTEMIS, QPID, RABBITMQ;

        boolean isInstalled() {
            return this != RABBITMQ || Files.isExecutable(RabbitMqNode.SERVER);
        }
    }

    /** Its queue accepts {@link #ROOM} messages, and no more until some are received. */
    static final String SMALL = "recruitment.national-guard";
    /** An address without a queue. */
    static final String MISSING = "recruitment.special-operations";
    static final int ROOM = 10;
    private static final Duration STOP = Duration.ofSeconds(30);

    final Make make;
    final int port = Ports.free();
    private final Path directory;
    private final boolean durable;
    private final RabbitMqNode rabbit;
    private ChildProcess process;

    /** @param durable false for the negative control: messages do not survive a kill */
    TriedBroker(Make make, Path directory, boolean durable) throws IOException {
        this.make = make;
        this.directory = Files.createDirectories(directory.toAbsolutePath());
        this.durable = durable;
        rabbit = make == Make.RABBITMQ ? new RabbitMqNode(this.directory, port, durable) : null;
    }

    /** The settings of the relay for this product. */
    Map<String, String> settings() throws IOException {
        if (make != Make.RABBITMQ) return Map.of();
        var password = Files.writeString(directory.resolve("password"), "guest");
        return Map.of("intake.broker.username", "guest", "intake.broker.password-file", password.toString());
    }

    TriedBroker start() throws IOException, InterruptedException {
        process = make == Make.RABBITMQ ? rabbit.start(directory.resolve("out.log"))
                : ChildProcess.start(embedded(), directory.resolve("out.log"));
        process.awaitListener(port);
        return this;
    }

    private List<String> embedded() {
        return ChildProcess.java(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Xshare:auto",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                make == Make.ARTEMIS ? ArtemisMain.class.getName() : QpidMain.class.getName(), directory.toString(),
                String.valueOf(port), String.valueOf(durable)));
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.handle().descendants().forEach(ProcessHandle::destroyForcibly);
        process.kill();
    }

    /** {@code SIGTERM}, and starts again. */
    void restart() throws IOException, InterruptedException {
        process.terminate();
        if (process.exitCode(STOP) < 0) kill();
        start();
    }

    void freeze() { process.freeze(); }

    void thaw() { process.thaw(); }

    @Override
    public void close() throws Exception {
        if (process != null && process.isAlive()) {
            thaw();
            kill();
        }
        if (rabbit != null) rabbit.stopPortMapper();
    }
}
