package org.recruitmentintake.clients;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.tools.Programs;

/**
 * Clients that the newest and an older release of openapi-generator make from the served document. Their code is not
 * edited. Each is compiled (that of Python is imported module by module) and runs its tour of {@code src/clients/tours}
 * against the service.
 */
@QuarkusTest
@WithTestResource(RealParts.class)
class GeneratedClientsTest {

    private static final String NEWEST = "7.25.0";
    private static final String OLDER = "7.17.0";
    private static final Path TARGET = Path.of("target/clients").toAbsolutePath();

    @TestHTTPResource
    URL service;

    private NewerService newer;

    @BeforeEach
    void start() {
        newer = new NewerService(URI.create(service.toString()));
    }

    @AfterEach
    void stop() {
        newer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { NEWEST, OLDER })
    void pythonClientRunsTheTour(String generator) throws IOException, InterruptedException {
        Programs.require("python3");
        var folder = generated(generator, "python");
        var program = new Program(folder, environment());
        var python = TARGET.resolve("venv/bin/python").toString();
        if (!Files.exists(Path.of(python))) {
            program.run("python3", "-m", "venv", TARGET.resolve("venv").toString());
            program.run(python, "-m", "pip", "install", "--quiet", "-r", "requirements.txt");
        }
        program.run(python, tour("tour.py", folder));
    }

    @ParameterizedTest
    @ValueSource(strings = { NEWEST, OLDER })
    void typeScriptClientRunsTheTour(String generator) throws IOException, InterruptedException {
        Programs.require("node", "npm");
        var folder = generated(generator, "typescript-fetch");
        var program = new Program(folder, environment());
        var compiler = TARGET.resolve("node_modules/.bin/tsc");
        if (!Files.exists(compiler)) {
            program.run("npm", "install", "--prefix", TARGET.toString(), "--silent", "--no-audit", "--no-fund",
                    "--ignore-scripts", "typescript@5.9.3", "@types/node@20.19.9");
        }
        tour("tour.ts", folder);
        program.run(compiler.toString(), "--strict", "--target", "es2022", "--module", "nodenext", "--skipLibCheck",
                "--outDir", "compiled", "--types", "node", "--typeRoots",
                TARGET.resolve("node_modules/@types").toString(), "tour.ts");
        program.run("node", "compiled/tour.js");
    }

    @ParameterizedTest
    @ValueSource(strings = { NEWEST, OLDER })
    void javaClientRunsTheTour(String generator) throws IOException, InterruptedException {
        var folder = generated(generator, "java", "--library", "native", "--additional-properties",
                "useJakartaEe=true");
        var program = new Program(folder, environment());
        tour("Tour.java", folder.resolve("src/main/java"));
        var java = Path.of(System.getProperty("java.home"), "bin");
        var compile = new ArrayList<>(List.of(java.resolve("javac").toString(), "-nowarn", "-d", "classes", "-cp",
                System.getProperty("java.class.path")));
        try (var sources = Files.walk(folder.resolve("src/main/java"))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(compile::add);
        }
        program.run(compile.toArray(String[]::new));
        program.run(java.resolve("java").toString(), "-cp",
                "classes" + File.pathSeparator + System.getProperty("java.class.path"), "Tour");
    }

    /** What the tours read: the addresses of the two services, and a token of a portal. */
    private Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("SERVICE", service.toString().replaceFirst("/$", ""));
        environment.put("NEWER_SERVICE", newer.address());
        environment.put("TOKEN", RealParts.token(Map.of("client", "portal-clients", "role", "portal")));
        return environment;
    }

    /** The folder of a new client, which is generated from the document as the service serves it. */
    private Path generated(String version, String language, String... options)
            throws IOException, InterruptedException {
        var folder = TARGET.resolve(language + "-" + version);
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
        Files.createDirectories(folder);
        var served = HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                URI.create(service.toString()).resolve("/openapi")).build(), BodyHandlers.ofByteArray());
        Files.write(TARGET.resolve("openapi.yaml"), served.body());
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-jar", TARGET.resolve("openapi-generator-cli-" + version + ".jar").toString(), "generate",
                "-i", TARGET.resolve("openapi.yaml").toString(), "-g", language, "-o", folder.toString()));
        command.addAll(List.of(options));
        new Program(TARGET, Map.of()).run(command.toArray(String[]::new));
        return folder;
    }

    private static String tour(String name, Path folder) throws IOException {
        return Files.copy(Path.of("src/clients/tours", name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING)
                .toString();
    }
}
