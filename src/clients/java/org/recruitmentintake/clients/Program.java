package org.recruitmentintake.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs in a folder. Each must succeed; if one fails, the end of its output is shown. */
record Program(Path folder, Map<String, String> environment) {

    private static final int LONGEST_MINUTES = 5;

    void run(String... command) throws IOException, InterruptedException {
        var log = Files.createTempFile("program", ".log");
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile())
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
