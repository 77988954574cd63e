package org.recruitmentintake.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Reads manifests. */
public final class Manifests {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final String SETTINGS = "settings.env";

    private Manifests() {}

    /** All documents below a folder, resources and patches, without the files of kustomize. */
    public static List<JsonNode> documents(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml") || file.endsWith(SETTINGS))
                    .filter(file -> !file.endsWith("kustomization.yaml")).sorted()
                    .flatMap(file -> file.endsWith(SETTINGS) ? Stream.of(configMap(file)) : parse(read(file)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As kustomize generates it from a file of settings. */
    private static JsonNode configMap(Path file) {
        var map = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", "recruitment-intake");
        var data = map.putObject("data");
        read(file).lines().filter(line -> line.matches("[A-Z].*")).map(line -> line.split("=", 2))
                .forEach(setting -> data.put(setting[0], setting[1]));
        return map;
    }

    static List<JsonNode> parse(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HasMetadata object(JsonNode document) {
        return (HasMetadata) Serialization.unmarshal(document.toString());
    }

    /** The pod template of a workload. */
    static Optional<PodTemplateSpec> pods(HasMetadata object) {
        return object instanceof Deployment deployment ? Optional.of(deployment.getSpec().getTemplate())
                : object instanceof StatefulSet set ? Optional.of(set.getSpec().getTemplate())
                : object instanceof Job job ? Optional.of(job.getSpec().getTemplate()) : Optional.empty();
    }

    static <T> Stream<T> of(List<HasMetadata> objects, Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
