package org.recruitmentintake.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Runs blocks of docs/operations.md unchanged, in a folder of its own with the repository's docs and manifests. */
public final class GuideShell {

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private String preamble = "";

    /** Skips the test if one of the programs is missing; in CI it fails. */
    public GuideShell(Path folder, String... programs) throws IOException {
        Programs.require(programs);
        this.folder = Files.createDirectories(folder);
        for (var part : List.of("docs", "k8s")) {
            Files.createSymbolicLink(folder.resolve(part), Path.of(part).toAbsolutePath());
        }
    }

    public GuideShell set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Functions that replace programs; they precede every block. */
    public void preamble(String text) {
        preamble = text + "\n";
    }

    /** A file in the folder, a line each. */
    public void write(String file, List<String> lines) throws IOException {
        Files.write(folder.resolve(file), lines);
    }

    public Path at(String file) { return folder.resolve(file); }

    /** Runs the block, which must succeed, and returns its output. */
    public List<String> run(String name) throws IOException, InterruptedException {
        return run(name, text -> text);
    }

    /** The same, after replacing values of the installation. */
    public List<String> run(String name, UnaryOperator<String> replaced) throws IOException, InterruptedException {
        return bash(name, preamble + replaced.apply(Guide.block(name)));
    }

    /** A block of SQL, by psql. */
    public List<String> sql(String name, String databaseUrl, UnaryOperator<String> replaced)
            throws IOException, InterruptedException {
        write(name + ".sql", List.of(replaced.apply(Guide.block(name))));
        return bash(name, "psql '%s' -X -q -At -v ON_ERROR_STOP=1 -f %s.sql".formatted(databaseUrl, name));
    }

    private List<String> bash(String name, String text) throws IOException, InterruptedException {
        var errors = folder.resolve(name + ".errors");
        var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", text)
                .directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().keySet()
                .removeIf(variable -> Stream.of("QUARKUS_", "INTAKE_", "MP_", "PG").anyMatch(variable::startsWith));
        builder.environment().putAll(environment);
        var process = builder.start();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
        assertEquals(0, process.waitFor(), () -> name + ": " + printed + " " + read(errors));
        return printed;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
