package org.recruitmentintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The packaged artefact names missing settings, and holds no part of the development environment: no database, no
 * broker, no token issuer, no test library. Runs after packaging.
 */
@Execution(ExecutionMode.CONCURRENT)
public class ProductionArtefactCheck {

    private static final List<String> NOT_IN_PRODUCTION = List.of("org/recruitmentintake/tools/", "io/zonky/",
            "org/apache/activemq/", "org/junit/", "io/restassured/", "com/tngtech/archunit/", "net/jqwik/");

    private static final List<String> MISSING = List.of(
            "intake.broker.host is not set",
            "intake.broker.username is not set, nor intake.broker.tls.certificate-file",
            "intake.keys.blind-index is not set",
            "intake.keys.recipients is not set",
            "intake.keys.sealing is not set",
            "intake.keys.signing is not set",
            "mp.jwt.verify.issuer is not set",
            "mp.jwt.verify.publickey.location is not set",
            "quarkus.datasource.jdbc.url is not set",
            "quarkus.datasource.password is not set");

    @Test
    void artefactContainsNoClassOfDevelopment() throws IOException {
        var jars = jarsOfTheArtefact();
        assertTrue(jars.stream().anyMatch(jar -> entries(jar).anyMatch("org/jboss/resteasy/reactive/"::equals)),
                "the folder does not contain the libraries of the service");
        for (var jar : jars) {
            assertEquals(Set.of(), forbiddenIn(jar), jar.toString());
        }
    }

    @Test
    void everyForbiddenClassIsAClassOfDevelopment() {
        var found = new TreeSet<String>();
        for (var element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            found.addAll(forbiddenIn(Path.of(element)));
        }
        assertEquals(new TreeSet<>(NOT_IN_PRODUCTION), found);
    }

    /** Without settings, the only output is one message with every fault, and no stack trace. */
    @Test
    void startWithoutSettingsNamesEveryOne() throws Exception {
        assertEquals(expectedMessage(), fatalMessage(Map.of()));
    }

    /** Also an empty audience: without one, any token of the issuer would be accepted. */
    @Test
    void emptySettingCountsAsMissing() throws Exception {
        assertEquals(expectedMessage("mp.jwt.verify.audiences is not set"),
                fatalMessage(Map.of("MP_JWT_VERIFY_AUDIENCES", "", "MP_JWT_VERIFY_ISSUER", "",
                        "MP_JWT_VERIFY_PUBLICKEY_LOCATION", "",
                        "QUARKUS_DATASOURCE_JDBC_URL", "", "QUARKUS_DATASOURCE_PASSWORD", "", "INTAKE_BROKER_HOST", "",
                        "INTAKE_BROKER_USERNAME", "", "INTAKE_KEYS_SEALING", "", "INTAKE_KEYS_BLIND_INDEX", "")));
    }

    /** Unverified connections are in the same message, and are not reported as missing. */
    @Test
    void unverifiedConnectionsStopTheStart() throws Exception {
        var settings = Map.of("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:1/intake?sslmode=require",
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION", "http://localhost:1/jwks", "INTAKE_BROKER_TLS_ENABLED", "false");
        var plain = List.of("quarkus.datasource.jdbc.url does not say sslmode=verify-full (intake.plain-connections)",
                "mp.jwt.verify.publickey.location is neither https: nor a file (intake.plain-connections)",
                "intake.broker.tls.enabled is not true (intake.plain-connections)");
        var missing = MISSING.stream().filter(fault -> !fault.startsWith("intake.broker.username")
                && !fault.startsWith("mp.jwt.verify.publickey") && !fault.startsWith("quarkus.datasource.jdbc.url"));
        assertEquals(expectedMessage(Stream.concat(missing, plain.stream())), fatalMessage(settings));
    }

    /** The framework itself would report the missing file of the issuer by an exception. */
    @Test
    void missingFileOfTheIssuerIsNamedWithTheRest() throws Exception {
        var missing = MISSING.stream().filter(fault -> !fault.startsWith("mp.jwt.verify.publickey"));
        assertEquals(
                expectedMessage(Stream.concat(missing, Stream.of("mp.jwt.verify.publickey.location: file:/nowhere/jwks "
                        + "is missing, unreadable or no JWKS"))),
                fatalMessage(Map.of("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "file:/nowhere/jwks")));
    }

    @Test
    void everySettingOfTheWrongTypeIsNamed() throws Exception {
        var message = fatalMessage(Map.of("INTAKE_BROKER_PORT", "abc", "QUARKUS_HTTP_PORT", "xyz"));
        assertTrue(message.startsWith("The service does not start, because of its settings:\n  - "), message);
        assertTrue(message.contains("intake.broker.port") && message.contains("quarkus.http.port"), message);
    }

    private static String fatalMessage(Map<String, String> environment) throws Exception {
        var process = new ProcessBuilder(command()).redirectErrorStream(true);
        process.environment().keySet()
                .removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("INTAKE_") || name.startsWith("MP_"));
        process.environment().putAll(environment);
        var running = process.start();
        var output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(1, running.waitFor());
        // Before the logging is set up, a library can log another line in the format of the JDK.
        var line = new ObjectMapper()
                .readTree(output.lines().filter(each -> each.startsWith("{")).findFirst().orElse(output));
        assertEquals("FATAL", line.path("level").asText(), output);
        return line.path("message").asText();
    }

    private static String expectedMessage(String... more) {
        return expectedMessage(Stream.concat(MISSING.stream(), Stream.of(more)));
    }

    private static String expectedMessage(Stream<String> faults) {
        return "The service does not start, because of its settings:"
                + faults.sorted().map("\n  - "::concat).collect(Collectors.joining());
    }

    /**
     * The command that starts the artefact: the executable, or Java with the jar. Its processes are short, and the
     * second compiler would take half of their time.
     */
    public static List<String> command() throws IOException {
        var packaged = packaged();
        return packaged.toString().endsWith(".jar")
                ? List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-jar", packaged.toString())
                : List.of(packaged.toAbsolutePath().toString());
    }

    /** The executable or the jar. If both exist, the newer one. */
    public static Path packaged() throws IOException {
        try (var files = Files.walk(Path.of("target"), 2)) {
            return files
                    .filter(file -> file.endsWith("quarkus-app/quarkus-run.jar")
                            || file.toString().endsWith("-runner") && Files.isExecutable(file))
                    .max(Comparator.comparing(file -> file.toFile().lastModified())).orElseThrow();
        }
    }

    /** The jars of the JVM artefact or those of the native build. */
    private static List<Path> jarsOfTheArtefact() throws IOException {
        try (var files = Files.walk(Path.of("target"), 5)) {
            var jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> file.startsWith("target/quarkus-app")
                            || file.getName(1).toString().endsWith("-native-image-source-jar"))
                    .toList();
            assertFalse(jars.isEmpty(), "nothing was packaged");
            return jars;
        }
    }

    private static Set<String> forbiddenIn(Path element) {
        var found = new TreeSet<String>();
        entries(element).forEach(entry -> NOT_IN_PRODUCTION.stream().filter(entry::startsWith).forEach(found::add));
        return found;
    }

    /** The names in a jar or below a folder of classes. */
    private static Stream<String> entries(Path element) {
        try {
            if (Files.isDirectory(element)) {
                try (var files = Files.walk(element)) {
                    return files.map(file -> element.relativize(file).toString()).toList().stream();
                }
            }
            if (!element.toString().endsWith(".jar")) return Stream.empty();
            try (var jar = new ZipFile(element.toFile())) {
                return jar.stream().map(entry -> entry.getName()).toList().stream();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
