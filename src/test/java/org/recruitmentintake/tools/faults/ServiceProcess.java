package org.recruitmentintake.tools.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.recruitmentintake.ProductionArtefactCheck;
import org.recruitmentintake.tools.environment.ChildProcess;
import org.recruitmentintake.tools.environment.Ports;

/**
 * The packaged service as a child process that can be frozen and killed. With {@code -Dfaults.executable=<path>} it is
 * that native executable, otherwise what was packaged last.
 */
final class ServiceProcess implements AutoCloseable {

    /** The artefact of this build. */
    static final Path PACKAGED = packaged();

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();

    final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final Path artefact;
    private final Path log;
    private final Map<String, String> settings;
    private ChildProcess process;

    ServiceProcess(Path artefact, String name, Path directory, Map<String, String> settings) {
        this.artefact = artefact.toAbsolutePath();
        this.log = directory.resolve(name + ".log");
        this.settings = settings;
    }

    private static Path packaged() {
        var executable = System.getProperty("faults.executable");
        try {
            return executable == null ? ProductionArtefactCheck.packaged() : Path.of(executable);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    URI address() { return URI.create("http://localhost:" + port); }

    ServiceProcess start() {
        var command = new ArrayList<String>();
        var jar = artefact.toString().endsWith(".jar");
        if (jar) {
            // Optimised for many short runs.
            command.addAll(ChildProcess.java(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m")));
        } else {
            command.add(artefact.toString());
        }
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + managementPort);
        if (jar) {
            command.add("-jar");
            command.add(artefact.toString());
        }
        process = ChildProcess.start(command, log);
        return this;
    }

    ServiceProcess awaitReady() throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!ready()) {
            if (!process.isAlive()) throw new IllegalStateException("the service ended, see " + log);
            if (System.nanoTime() > end) throw new IllegalStateException("the service is not ready, see " + log);
            Thread.sleep(100);
        }
        return this;
    }

    boolean ready() { return health("ready") == 200; }

    /** The status of a probe; 0 without an answer within the time-out of Kubernetes (k8s/base/deployment.yaml). */
    int health(String probe) {
        try {
            var request = HttpRequest
                    .newBuilder(URI.create("http://localhost:" + managementPort + "/q/health/" + probe))
                    .timeout(Duration.ofSeconds(probe.equals("ready") ? 7 : 3)).build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException noAnswer) {
            return 0;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** The sum of a metric over all its labels; 0 if it is missing. */
    double metric(String name) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + "/q/metrics")).build();
        return HTTP.send(request, BodyHandlers.ofString()).body().lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.kill();
    }

    void freeze() { process.freeze(); }

    void thaw() { process.thaw(); }

    /** {@code SIGTERM}. */
    void terminate() { process.terminate(); }

    /** The exit code, or -1 if it has not ended within that time. */
    int exitCode(Duration within) throws InterruptedException {
        return process.exitCode(within);
    }

    Path log() { return log; }

    @Override
    public void close() throws InterruptedException {
        if (process != null) process.close();
    }
}
