package org.recruitmentintake.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Reads manifests as the API server would with strict field validation: a field that the model does not know is an error. */
public final class Manifests {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Manifests() {}

    /** Every document below a folder, whole resources and patches alike, but for what is kustomize's own. */
    public static List<JsonNode> documents(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml")).sorted()
                    .flatMap(file -> parse(read(file)).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** What the model does not know: kinds, and fields by their path. */
    static List<String> unknown(JsonNode document) {
        var name = document.path("kind").asText() + " " + document.at("/metadata/name").asText();
        try {
            var object = Serialization.unmarshal(document.toString());
            if (document.path("kind").asText().equals("ClientTrafficPolicy")) return unknownToEnvoy(document, name);
            if (object instanceof GenericKubernetesResource) return List.of(name + ": unknown kind");
            var found = new ArrayList<String>();
            walk(object, name, found);
            return found;
        } catch (RuntimeException unreadable) {
            return List.of(name + ": " + unreadable.getMessage());
        }
    }

    /** The fields of Envoy Gateway's kind that we use: there is no model of it. */
    private static List<String> unknownToEnvoy(JsonNode document, String name) {
        var known = Map.of("", Set.of("targetRefs", "timeout", "connection"),
                "/timeout", Set.of("http"), "/timeout/http", Set.of("requestReceivedTimeout", "idleTimeout"),
                "/connection", Set.of("connectionLimit", "bufferLimit"), "/connection/connectionLimit",
                Set.of("value"));
        var found = new ArrayList<String>();
        known.forEach((path, fields) -> document.at("/spec" + path).fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) found.add(name + ".spec" + path.replace('/', '.') + "." + field);
        }));
        return found;
    }

    private static void walk(Object value, String path, List<String> found) {
        if (value instanceof Collection<?> list) {
            list.forEach(element -> walk(element, path + "[]", found));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> walk(element, path + "." + key, found));
        } else if (value != null && value.getClass().getName().startsWith("io.fabric8.")
                && !value.getClass().isEnum()) {
            for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (var field : type.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers())) continue;
                    field.setAccessible(true);
                    try {
                        if (!field.getName().equals("additionalProperties")) {
                            walk(field.get(value), path + "." + field.getName(), found);
                        } else if (field.get(value) instanceof Map<?, ?> unknown) {
                            unknown.keySet().forEach(key -> found.add(path + "." + key));
                        }
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
    }

    /** The pods that a workload makes. */
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
