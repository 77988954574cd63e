package org.recruitmentintake.ops;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.Quarkus;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.common.utils.StringUtil;

/** All settings: the service's own, from the code, and those of the framework that it sets. */
final class Settings {

    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");

    private Settings() {}

    /** The service's own settings with their defaults; a missing default is empty. */
    static Map<String, String> typed() {
        var found = new TreeMap<String, String>();
        var classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.recruitmentintake");
        for (JavaClass mapping : classes) {
            if (mapping.isAnnotatedWith(ConfigMapping.class)) {
                collect(mapping.reflect(), mapping.getAnnotationOfType(ConfigMapping.class).prefix(), found);
            }
        }
        var single = Pattern
                .compile("@ConfigProperty\\(name = \"(intake\\.[^\"]+)\"(?:,\\s*defaultValue = \"([^\"]*)\")?");
        single.matcher(source()).results().forEach(
                property -> found.put(property.group(1), property.group(2) == null ? "" : property.group(2)));
        return found;
    }

    /** The settings of application.properties for production; a name keeps its prefix {@code %prod}. */
    static Map<String, String> properties() {
        var found = new TreeMap<String, String>();
        Manifests.read(PROPERTIES).lines().filter(line -> !line.startsWith("#") && line.contains("="))
                .filter(line -> !line.startsWith("%dev") && !line.startsWith("%test"))
                .forEach(
                        line -> found.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return found;
    }

    /**
     * All settings of the framework with the phase that reads them. The jars for build time are not on the class path,
     * but lie beside those that are.
     */
    static Map<Pattern, String> phases() throws IOException {
        var jar = Path.of(URI.create(Quarkus.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        var version = jar.getParent().getFileName().toString();
        var found = new HashMap<Pattern, String>();
        try (var artefacts = Files.newDirectoryStream(jar.getParent().resolve("../.."))) {
            for (var artefact : artefacts) {
                var beside = artefact.resolve(version).resolve(artefact.getFileName() + "-" + version + ".jar");
                if (Files.exists(beside)) found.putAll(phasesIn(beside));
            }
        }
        return found;
    }

    private static Map<Pattern, String> phasesIn(Path jar) throws IOException {
        var found = new HashMap<Pattern, String>();
        try (var files = new ZipFile(jar.toFile())) {
            var model = files.getEntry("META-INF/quarkus-config-doc/quarkus-config-model.json");
            if (model == null) return found;
            for (var property : Manifests.JSON.readTree(files.getInputStream(model)).findParents("phase")) {
                // A quoted part stands for a name of the installation: "datasource-name".
                var name = property.at("/path/property").asText().replace(".", "\\.");
                found.put(Pattern.compile(name.replaceAll("\"[^\"]+\"", "(?:\"[^\"]+\"|[^.]+)")),
                        property.get("phase").asText());
            }
        }
        return found;
    }

    /** The settings without a default, as the operations guide lists them above its table. */
    static Set<String> givenByEachInstallation() {
        var guide = Manifests.read(Path.of("docs/operations.md"));
        var begin = guide.indexOf("\nNot in the table");
        var paragraph = guide.substring(begin, guide.indexOf("\n\n", begin));
        return Pattern.compile("`([a-z0-9.-]+)`").matcher(paragraph).results().map(name -> name.group(1))
                .collect(toSet());
    }

    /** The name as an environment variable. */
    static String variable(String setting) {
        return StringUtil.replaceNonAlphanumericByUnderscores(setting.replaceFirst("^%[a-z,]+\\.", "")).toUpperCase();
    }

    private static void collect(Class<?> mapping, String prefix, Map<String, String> found) {
        for (var method : mapping.getDeclaredMethods()) {
            var named = method.getAnnotation(WithName.class);
            var name = prefix + "." + (named != null ? named.value() : StringUtil.skewer(method.getName()));
            var type = method.getReturnType();
            if (type.isInterface() && type.getName().startsWith("org.recruitmentintake.")) {
                collect(type, name, found);
            } else {
                var byDefault = method.getAnnotation(WithDefault.class);
                found.put(name, byDefault == null ? "" : byDefault.value());
            }
        }
    }

    static String source() {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).map(Manifests::read).collect(joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
