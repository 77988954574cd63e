package org.recruitmentintake.check;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.CommandLineArguments;
import org.recruitmentintake.check.Probe.Result;

/**
 * The command {@code check}. It runs before everything else of the start and ends the process, so that no port is
 * opened, no message is sent and no key is recorded.
 */
@ApplicationScoped
@Unremovable
public class Check {

    /** The first argument of the command line. */
    public static final String COMMAND = "check";

    private static final int BEFORE_EVERYTHING = Integer.MIN_VALUE;

    private final Instance<Probe> probes;
    private final String[] arguments;

    Check(@Any Instance<Probe> probes, @CommandLineArguments String[] arguments) {
        this.probes = probes;
        this.arguments = arguments;
    }

    /**
     * Call before the framework reads its settings: only results go to the standard output, and the process ends
     * without a pause.
     */
    public static void prepare() {
        System.setProperty("quarkus.log.console.stderr", "true");
        System.setProperty("quarkus.log.level", "ERROR");
        System.setProperty("quarkus.shutdown.delay", "0S");
        System.setProperty("quarkus.flyway.migrate-at-start", "false");
    }

    void run(@Observes @Priority(BEFORE_EVERYTHING) StartupEvent starting) {
        if (arguments.length == 0 || !arguments[0].equals(COMMAND)) return;
        var status = print(System.out) ? 0 : 1;
        // The exception stops the start without a log line; the requested exit ends the process.
        Quarkus.asyncExit(status);
        throw new PreventFurtherStepsException(status);
    }

    /** @return whether nothing is wrong */
    boolean print(PrintStream out) {
        var results = probes.stream().flatMap(probe -> results(probe).stream())
                .sorted(Comparator.comparing(Result::subject)).toList();
        results.forEach(out::println);
        return results.stream().allMatch(Result::isRight);
    }

    private static List<Result> results(Probe probe) {
        try {
            return probe.compare();
        } catch (RuntimeException failure) {
            // A setting is wrong or missing, and its own line says which. The message may quote a secret.
            return List.of(Result.wrong(probe.subject(), "not compared (%s)", failure.getClass().getSimpleName()));
        }
    }
}
