package org.recruitmentintake.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that are run in a folder and must succeed; what one prints is shown if it does not. */
record Program(Path folder, Map<String, String> environment) {

    private static final int LONGEST_MINUTES = 5;

    /** Ends the test as not run, with a line that says so, where a program is not installed. */
    static void require(String... programs) {
        for (var program : programs) {
            var found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
            assumeTrue(found, program + " is not installed");
        }
    }

    void run(String... command) throws IOException, InterruptedException {
        var log = Files.createTempFile("program", ".log");
        try {
            var builder = new ProcessBuilder(new ArrayList<>(List.of(command))).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            var ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
            if (!ended) process.destroyForcibly().waitFor();
            assertEquals(0, ended ? process.exitValue() : -1,
                    () -> String.join(" ", command) + "\n" + read(log));
        } finally {
            Files.delete(log);
        }
    }

    private static String read(Path log) {
        try {
            var text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - 10_000));
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
