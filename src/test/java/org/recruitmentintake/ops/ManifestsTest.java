package org.recruitmentintake.ops;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.tools.Programs;

/** The manifests keep rules that no API server checks. k8s/verify.sh tests whether an API server accepts them. */
class ManifestsTest {

    private static final Path K8S = Path.of("k8s");
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    @Test
    void theBaseKeepsEveryRule() {
        assertEquals(List.of(), ManifestRules.brokenBy(objects(base())));
    }

    /** As {@code kubectl kustomize} renders it. Without kubectl the test is skipped, except in CI, where it fails. */
    @ParameterizedTest
    // The demo runs on one machine: its image is loaded by hand, and one replica is enough.
    @CsvSource({"base, ''", "overlays/production, ''", "overlays/demo, image-pull-policy replicas"})
    void renderedInstallationKeepsEveryRule(String folder, String broken, @TempDir Path copy) throws Exception {
        var documents = rendered(folder, copy);
        assertTrue(documents.size() > 10, documents.toString());
        assertEquals(broken, String.join(" ", ManifestRules.brokenBy(objects(documents))));
    }

    /**
     * The network policies open the ports that the settings name; in the demo also those of database and broker.
     */
    @ParameterizedTest
    @ValueSource(strings = {"overlays/production", "overlays/demo"})
    void networkPoliciesOpenThePortsOfTheSettings(String folder, @TempDir Path copy) throws Exception {
        var documents = rendered(folder, copy);
        var settings = named(documents, "ConfigMap", "recruitment-intake").path("data");
        var database = URI.create(settings.get("QUARKUS_DATASOURCE_JDBC_URL").asText().substring("jdbc:".length()));
        var broker = settings.get("INTAKE_BROKER_PORT").asInt();
        assertEquals(List.of(database.getPort()), ports(documents, "recruitment-intake-database", "egress"));
        assertEquals(List.of(broker), ports(documents, "recruitment-intake-broker", "egress"));
        var issuer = URI.create(settings.get("MP_JWT_VERIFY_PUBLICKEY_LOCATION").asText());
        // The demo has no issuer, only a file with its keys.
        if (!issuer.getScheme().equals("file")) {
            assertEquals(List.of(issuer.getPort() < 0 ? 443 : issuer.getPort()),
                    ports(documents, "recruitment-intake-callers", "egress"));
        }
        if (folder.endsWith("demo")) {
            for (var part : Map.of(database.getHost(), database.getPort(),
                    settings.get("INTAKE_BROKER_HOST").asText(), broker).entrySet()) {
                var port = List.of(part.getValue());
                assertEquals(port, ports(documents, part.getKey(), "ingress"));
                assertEquals(port.toString(), named(documents, "Service", part.getKey()).at("/spec/ports")
                        .findValues("port").toString());
                assertEquals(port.toString(), named(documents, "StatefulSet", part.getKey()).at(CONTAINER + "/ports")
                        .findValues("containerPort").toString());
            }
            assertTrue(Manifests.read(K8S.resolve(folder).resolve("broker.xml")).contains(":" + broker + "?"));
        }
    }

    /** The generators of the demo create these files; for production the guide lists them in a table. */
    @ParameterizedTest
    @ValueSource(strings = {"overlays/production", "overlays/demo"})
    void namedFilesAreMounted(String folder, @TempDir Path copy) throws Exception {
        var documents = rendered(folder, copy);
        var settings = (ObjectNode) named(documents, "ConfigMap", "recruitment-intake").path("data");
        if (settings.path("INTAKE_BROKER_TLS_ENABLED").asText().equals("false")) {
            settings.remove("INTAKE_BROKER_TLS_TRUST_FILE");
        }
        var guide = Manifests.read(Path.of("docs/operations.md"));
        var checked = new TreeSet<String>();
        for (var pod : List.of(named(documents, "Deployment", "recruitment-intake"),
                migration(documents))) {
            var container = pod.at(CONTAINER);
            // The Job has its variables only, not those of the ConfigMap.
            var named = container.path("env") + (container.has("envFrom") ? settings.toString() : "");
            var files = Pattern.compile("/etc/intake/[a-z/.-]+").matcher(named).results()
                    .map(file -> Path.of(file.group())).toList();
            for (var file : files) {
                var mount = StreamSupport.stream(container.path("volumeMounts").spliterator(), false)
                        .filter(each -> file.startsWith(each.get("mountPath").asText())).findFirst()
                        .orElseThrow(() -> new AssertionError(file + " is not mounted"));
                var name = Path.of(mount.get("mountPath").asText()).relativize(file).toString();
                if (name.isEmpty()) continue;
                var source = sourceOf(pod, mount.get("name").asText());
                var sources = documents.stream().filter(document -> document.path("data").has(name))
                        .map(document -> document.at("/metadata/name").asText()).toList();
                var inGuide = guide.lines().anyMatch(row -> row.startsWith("   | `" + source + "`")
                        && row.contains("`" + name + "`"));
                assertTrue(folder.endsWith("demo") ? sources.contains(source) : inGuide, file + " in " + source);
                checked.add(name);
            }
        }
        assertTrue(
                checked.containsAll(Set.of("credentials.properties", "migration.properties", "broker-password", "key")),
                checked.toString());
    }

    /** The overlay turns the path of a runbook, as the base has it, into a URL. */
    @Test
    void runbookOfAnAlertIsAUrl(@TempDir Path copy) throws Exception {
        var rules = named(rendered("overlays/production", copy), "PrometheusRule", "recruitment-intake")
                .at("/spec/groups/0/rules");
        assertTrue(rules.size() > 5);
        rules.forEach(
                rule -> assertTrue(rule.at("/annotations/runbook_url").asText().matches("https://[^#]+/operations.md#"
                        + rule.get("alert").asText().toLowerCase()), rule.toString()));
    }

    private static JsonNode named(List<JsonNode> documents, String kind, String name) {
        return documents.stream().filter(document -> document.path("kind").asText().equals(kind))
                .filter(document -> document.at("/metadata/name").asText().matches(name + "(-[a-z0-9]{10})?"))
                .findFirst()
                .orElseThrow();
    }

    /** The Job, whose name contains the version in an overlay. */
    private static JsonNode migration(List<JsonNode> documents) {
        return documents.stream().filter(document -> document.path("kind").asText().equals("Job")).findFirst()
                .orElseThrow();
    }

    private static List<Integer> ports(List<JsonNode> documents, String policy, String way) {
        return named(documents, "NetworkPolicy", policy).at("/spec/" + way).findValues("port").stream()
                .map(JsonNode::asInt).toList();
    }

    private static String sourceOf(JsonNode pod, String volume) {
        for (var one : pod.at(POD + "/volumes")) {
            if (one.get("name").asText().equals(volume)) {
                return one.at("/secret/secretName").asText() + one.at("/configMap/name").asText();
            }
        }
        throw new IllegalArgumentException(volume);
    }

    /** The guide requires Kubernetes 1.30, whose kubectl ignores a patch of several documents. */
    @ParameterizedTest
    @ValueSource(strings = {"overlays/production", "overlays/demo"})
    void patchHasOneObject(String overlay) {
        var folder = K8S.resolve(overlay);
        var patches = Manifests.parse(Manifests.read(folder.resolve("kustomization.yaml"))).get(0).path("patches");
        assertTrue(patches.size() > 2, overlay);
        for (var patch : patches) {
            var text = patch.has("path") ? Manifests.read(folder.resolve(patch.get("path").asText()))
                    : patch.get("patch").asText();
            assertTrue(text.lines().noneMatch("---"::equals), text);
        }
    }

    @Test
    void everyRuleHasABadManifest() throws NoSuchMethodException {
        var rows = ManifestsTest.class.getDeclaredMethod("aRuleCatchesItsBadManifest", String.class, String.class,
                String.class, String.class).getAnnotation(CsvSource.class).value();
        assertEquals(ManifestRules.BROKEN.keySet(),
                Stream.of(rows).map(row -> row.split(";")[0].strip()).collect(toSet()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "high-user-and-group; Deployment; " + POD + "/securityContext/runAsUser; 1000",
            "high-user-and-group; Deployment; " + POD + "/securityContext/runAsGroup; null",
            "read-only-root; Deployment; " + CONTAINER + "/securityContext/readOnlyRootFilesystem; false",
            "image-tag; Deployment; " + CONTAINER + "/image; \"recruitment-intake:latest\"",
            "image-tag; Deployment; " + CONTAINER + "/image; \"recruitment-intake\"",
            "image-pull-policy; Deployment; " + CONTAINER + "/imagePullPolicy; \"IfNotPresent\"",
            "image-pull-policy; Job; " + CONTAINER + "/imagePullPolicy; null",
            "resources; Deployment; " + CONTAINER + "/resources/limits/memory; null",
            "resources; Deployment; " + CONTAINER + "/resources/requests; null",
            "room-for-logs; Deployment; " + CONTAINER + "/resources/limits/ephemeral-storage; \"32Mi\"",
            "no-token; Deployment; " + POD + "/automountServiceAccountToken; null",
            "probes; Deployment; " + CONTAINER + "/readinessProbe; null",
            "probes; Deployment; " + CONTAINER + "/livenessProbe; null",
            "probes; StatefulSet; " + CONTAINER + "/readinessProbe; null",
            "probes-are-two; Deployment; " + CONTAINER + "/readinessProbe/httpGet/path; \"/q/health/live\"",
            "probes-are-two; StatefulSet; " + CONTAINER
                    + "/livenessProbe; {\"exec\":{\"command\":[\"pg_isready\",\"-U\",\"postgres\"]}}",
            "spread; Deployment; " + POD + "/topologySpreadConstraints; null",
            "spread; Deployment; " + POD + "/topologySpreadConstraints/0/labelSelector; null",
            "spread; Deployment; " + POD + "/affinity; null",
            "spread; Deployment; " + POD + "/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0"
                    + "/podAffinityTerm/topologyKey; \"topology.kubernetes.io/zone\"",
            "spread; Deployment; " + POD + "/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0"
                    + "/podAffinityTerm/labelSelector/matchLabels/app.kubernetes.io~1name; \"other\"",
            "spread; StatefulSet; /spec/replicas; 3",
            "disruption-budget; PodDisruptionBudget; /spec/selector/matchLabels/app.kubernetes.io~1name; \"other\"",
            "disruption-budget; StatefulSet; /spec/replicas; 3",
            "disruption-budget-says-how-many; PodDisruptionBudget; /spec/maxUnavailable; null",
            "replicas; HorizontalPodAutoscaler; /spec/scaleTargetRef/name; \"other\"",
            "rolling-update; Deployment; /spec/strategy; {\"type\":\"Recreate\"}",
            "stateful-sets-service; StatefulSet; /spec/serviceName; \"recruitment-intake\"",
            "stateful-sets-service; StatefulSet; /spec/serviceName; null",
            "replicas-are-the-autoscalers; Deployment; /spec/replicas; 2",
            "replicas-are-the-autoscalers; HorizontalPodAutoscaler; /spec/minReplicas; 1",
            "replicas-are-the-autoscalers; HorizontalPodAutoscaler; /spec/scaleTargetRef/name; \"other\"",
            "network-policy; NetworkPolicy; /spec/policyTypes; [\"Ingress\"]",
            "network-policy-has-pods; NetworkPolicy; /spec/podSelector; {\"matchLabels\":{\"app\":\"other\"}}",
            "service-has-pods; Service; /spec/selector/app.kubernetes.io~1component; \"other\"",
            "service-has-pods; Service; /spec/ports/0/targetPort; \"https\"",
            "service-type; Service; /spec/type; \"NodePort\""})
    void aRuleCatchesItsBadManifest(String rule, String kind, String field, String value) {
        var documents = base();
        // Only the policy that closes the whole namespace is changed, so the others are removed.
        documents.removeIf(document -> kind.equals("NetworkPolicy") && document.path("kind").asText().equals(kind)
                && !document.at("/metadata/name").asText().equals("deny-all"));
        // The base has no StatefulSet, since the database is not part of it.
        if (kind.equals("StatefulSet")) {
            Manifests.parse(Manifests.read(K8S.resolve("overlays/demo/postgres.yaml")))
                    .forEach(document -> documents.add((ObjectNode) document));
        }
        assertFalse(ManifestRules.brokenBy(objects(documents)).contains(rule),
                "the manifest breaks the rule before the change");
        var bad = documents.stream().filter(document -> document.path("kind").asText().equals(kind)).findFirst();
        set(bad.orElseThrow(), field, value);
        var broken = ManifestRules.brokenBy(objects(documents));
        assertTrue(broken.contains(rule), () -> rule + " is not among " + broken);
    }

    /** The documents of the base, with the tag that its kustomization gives the image. */
    private static List<ObjectNode> base() {
        var image = Manifests.parse(Manifests.read(K8S.resolve("base/kustomization.yaml"))).get(0).at("/images/0");
        return Manifests.documents(K8S.resolve("base")).stream()
                .map(document -> Manifests.parse(document.toString().replace(
                        "\"image\":\"" + image.get("name").asText() + "\"",
                        "\"image\":\"" + image.get("name").asText() + ":" + image.get("newTag").asText() + "\""))
                        .get(0))
                .map(ObjectNode.class::cast).collect(toCollection(ArrayList::new));
    }

    private static List<HasMetadata> objects(List<? extends JsonNode> documents) {
        return documents.stream().map(Manifests::object).toList();
    }

    private static void set(ObjectNode document, String field, String value) {
        var slash = field.lastIndexOf('/');
        var parent = (ObjectNode) document.at(field.substring(0, slash));
        var name = field.substring(slash + 1).replace("~1", "/");
        var node = Manifests.parse("{\"value\": " + value + "}").get(0).get("value");
        if (node.isNull()) parent.remove(name);
        else
            parent.set(name, node);
    }

    private static List<JsonNode> rendered(String folder, Path copy) throws IOException, InterruptedException {
        Programs.require("kubectl");
        var k8s = copy.resolve("k8s");
        try (var files = Stream.concat(Files.walk(K8S),
                Stream.of(Path.of("docs/kustomization.yaml"), Path.of("docs/dashboard.json")))) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("generated")).toList()) {
                var target = copy.resolve(file);
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        // The contents of the files that secrets.sh makes do not matter here.
        var generated = Pattern.compile("generated/[A-Za-z_0-9./-]+")
                .matcher(Manifests.read(K8S.resolve("overlays/demo/kustomization.yaml")));
        while (generated.find()) {
            var file = k8s.resolve("overlays/demo").resolve(generated.group());
            Files.createDirectories(file.getParent());
            Files.writeString(file, "A=B");
        }
        var kustomize = new ProcessBuilder("kubectl", "kustomize", k8s.resolve(folder).toString())
                .redirectErrorStream(true).start();
        var output = new String(kustomize.getInputStream().readAllBytes());
        assertEquals(0, kustomize.waitFor(), output);
        return Manifests.parse(output);
    }
}
