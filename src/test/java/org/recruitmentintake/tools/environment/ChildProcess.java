package org.recruitmentintake.tools.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process with its output in a file. It can be frozen, ended and killed. */
public final class ChildProcess implements AutoCloseable {

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /** @param log both outputs are appended to it */
    public static ChildProcess start(List<String> command, Path log) {
        return start(command, log, Map.of());
    }

    /** @param environment is added to this process' environment */
    public static ChildProcess start(List<String> command, Path log, Map<String, String> environment) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts the Java that runs this program, with these arguments. */
    public static List<String> java(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return command;
    }

    /** Ends this process when its parent has ended. Called in a child process. */
    public static void endWithParent() {
        ProcessHandle.current().parent()
                .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
    }

    /** Waits until the process listens on the port. */
    public ChildProcess awaitListener(int port) {
        Ports.awaitListener(port, process);
        return this;
    }

    public boolean isAlive() { return process.isAlive(); }

    public ProcessHandle handle() { return process.toHandle(); }

    /** {@code SIGTERM}. */
    public void terminate() {
        process.destroy();
    }

    /** {@code SIGKILL}; returns when the process is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** {@code SIGSTOP}. */
    public void freeze() {
        signal("STOP", process.pid());
    }

    /** {@code SIGCONT}. */
    public void thaw() {
        signal("CONT", process.pid());
    }

    /** The exit code, or -1 if the process has not ended within that time. */
    public int exitCode(Duration within) throws InterruptedException {
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    public static void signal(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).inheritIO().start().waitFor();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Kills the process if it still runs. */
    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) kill();
    }
}
