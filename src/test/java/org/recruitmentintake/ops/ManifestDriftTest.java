package org.recruitmentintake.ops;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.forwarding.relay.Relay;
import org.recruitmentintake.tools.environment.EmbeddedBroker;

/** Manifests and service agree on ports, paths, variables and times. */
class ManifestDriftTest {

    private static final List<JsonNode> BASE = Manifests.documents(Path.of("k8s/base"));
    private static final List<JsonNode> ALL = Manifests.documents(Path.of("k8s"));
    private static final JsonNode SERVICE = document("Deployment").at("/spec/template/spec");
    private static final JsonNode MIGRATION = document("Job").at("/spec/template/spec");

    // Variables that only manifests set: where the settings are, and that the process ends after the migration.
    private static final Set<String> ONLY_IN_MANIFESTS = Set.of("quarkus.config.locations", "quarkus.init-and-exit");

    // Any name before a brace, and names that are known as metrics.
    private static final Pattern METRIC = Pattern.compile("\\b((?:intake|http_server|agroal|kube|container|certmanager)"
            + "_[a-z_]+|up|[a-z_]+(?=\\{))\\b(\\{[^}]*})?");

    private static final Set<String> GATEWAYS = Set.of("Ingress", "HTTPRoute", "GRPCRoute", "TLSRoute");

    @Test
    void everyVariableIsASettingOfTheService() {
        var known = Stream.of(Settings.typed().keySet(), Settings.properties().keySet(),
                Settings.givenByEachInstallation(), ONLY_IN_MANIFESTS).flatMap(Set::stream).map(Settings::variable)
                .collect(toSet());
        var used = new TreeSet<String>();
        ALL.stream().filter(document -> document.path("kind").asText().equals("ConfigMap"))
                .forEach(map -> map.path("data").fieldNames().forEachRemaining(used::add));
        Stream.of(SERVICE, MIGRATION).forEach(
                pod -> pod.at("/containers/0/env").forEach(variable -> used.add(variable.get("name").asText())));
        assertTrue(used.size() > 12, used.toString());
        used.removeAll(known);
        assertEquals(Set.of(), used, "variables that are no settings of the service");
    }

    @Test
    void settingsWithoutDefaultAreInTheManifests() {
        var given = new TreeSet<String>();
        document("ConfigMap").path("data").fieldNames().forEachRemaining(given::add);
        for (var needed : List.of("intake.keys.sealing", "intake.keys.blind-index", "intake.keys.signing",
                "intake.keys.recipients", "intake.broker.host", "quarkus.datasource.jdbc.url", "mp.jwt.verify.issuer",
                "mp.jwt.verify.publickey.location")) {
            assertTrue(given.contains(Settings.variable(needed)), needed);
        }
    }

    @Test
    void filesOfTheSettingsAreMounted() {
        var mounts = new TreeSet<String>();
        SERVICE.at("/containers/0/volumeMounts").forEach(mount -> mounts.add(mount.get("mountPath").asText()));
        var named = Pattern.compile("/etc/intake/[a-z/.-]+")
                .matcher(document("ConfigMap").path("data") + SERVICE.at("/containers/0/env").toString()).results()
                .map(file -> file.group()).collect(toSet());
        assertTrue(named.size() > 6, named.toString());
        named.removeIf(file -> mounts.stream().anyMatch(mount -> file.equals(mount) || file.startsWith(mount + "/")));
        assertEquals(Set.of(), named);
        var volumes = SERVICE.at("/volumes").findValuesAsText("name");
        SERVICE.at("/containers/0/volumeMounts")
                .forEach(mount -> assertTrue(volumes.contains(mount.get("name").asText()), mount.toString()));
    }

    @Test
    void thePortsAreThoseOfTheService() {
        var ports = new TreeMap<String, Integer>();
        SERVICE.at("/containers/0/ports")
                .forEach(port -> ports.put(port.get("name").asText(), port.get("containerPort").asInt()));
        // 8080 is the framework's default.
        assertEquals(Map.of("http", Integer.parseInt(Settings.properties().getOrDefault("quarkus.http.port", "8080")),
                "management", Integer.parseInt(Settings.properties().get("quarkus.management.port"))), ports);
        var open = new TreeSet<Integer>();
        BASE.stream().filter(document -> document.path("kind").asText().equals("NetworkPolicy"))
                .flatMap(policy -> Stream.of(policy.at("/spec/ingress"), policy.at("/spec/egress")))
                .flatMap(rules -> rules.findValues("port").stream()).forEach(port -> open.add(port.asInt()));
        var database = Pattern.compile(":(\\d+)/").matcher(
                document("ConfigMap").at("/data/QUARKUS_DATASOURCE_JDBC_URL").asText());
        assertTrue(database.find());
        // The network policy names the port of the issuer's pod: 8443, since a pod needs root to listen on 443.
        assertEquals(new TreeSet<>(Set.of(53, 8443, 8080, 9000, Integer.parseInt(database.group(1)),
                document("ConfigMap").at("/data/INTAKE_BROKER_PORT").asInt())), open);
    }

    @Test
    void theProbesAskTheManagementPort() {
        for (var probe : Map
                .of("startupProbe", "/q/health/started", "livenessProbe", "/q/health/live", "readinessProbe",
                        "/q/health/ready")
                .entrySet()) {
            var asked = SERVICE.at("/containers/0/" + probe.getKey() + "/httpGet");
            assertEquals("management", asked.path("port").asText());
            assertEquals(probe.getValue(), asked.path("path").asText());
        }
        assertEquals("true", Settings.properties().get("quarkus.management.enabled"));
        assertEquals("/q/metrics", document("ServiceMonitor").at("/spec/endpoints/0/path").asText());
        // A readiness probe that times out before the pool would hide the reason.
        assertTrue(SERVICE.at("/containers/0/readinessProbe/timeoutSeconds").asInt() > seconds(
                "quarkus.datasource.jdbc.acquisition-timeout"));
    }

    @Test
    void stopEndsBeforeTheKubeletKills() throws ReflectiveOperationException {
        // How long a stop waits for the current window and its results.
        var relay = Relay.class.getDeclaredField("STOP_WAIT");
        relay.setAccessible(true);
        var stop = SERVICE.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt()
                + seconds("%prod.quarkus.shutdown.delay") + seconds("quarkus.shutdown.timeout")
                + ((Duration) relay.get(null)).toSeconds();
        assertTrue(SERVICE.path("terminationGracePeriodSeconds").asInt() >= stop, "a stop may take " + stop + " s");
        assertEquals("true", Settings.properties().get("quarkus.shutdown.delay-enabled"));
    }

    /** By hand and by Argo CD, the order is: the objects that the migration needs, the migration, the service. */
    @Test
    void serviceIsAppliedAfterTheMigration() {
        var guide = Manifests.read(Path.of("docs/operations.md"));
        var migration = "k8s/migrate.sh k8s/overlays/production\n";
        assertEquals(3, guide.split(migration, -1).length, "both installing and upgrading migrate");
        assertTrue(Manifests.read(Path.of("k8s/migrate.sh"))
                .contains("kubectl apply -k \"$overlay\" -l 'app.kubernetes.io/component!=service'\n"));
        assertFalse(guide.contains("-k k8s/overlays/production -l app.kubernetes.io/component=migration"),
                "this applies the Job without the objects that it needs");
        assertEquals(List.of("Deployment"), BASE.stream()
                .filter(document -> document.at("/metadata/labels/app.kubernetes.io~1component").asText()
                        .equals("service"))
                .map(document -> document.path("kind").asText()).toList());

        // A hook of another phase runs before all resources.
        assertEquals("Sync", document("Job").at("/metadata/annotations/argocd.argoproj.io~1hook").asText());
        for (var first : List.of("ServiceAccount", "ConfigMap", "NetworkPolicy")) {
            assertTrue(wave(first) < wave("Job"), first);
        }
        for (var then : List.of("Deployment", "HorizontalPodAutoscaler", "PodDisruptionBudget")) {
            assertTrue(wave("Job") < wave(then), then);
        }
    }

    /** Operators type these commands during a restore. */
    @Test
    void objectsInTheGuidesCommandsExist() {
        var there = ALL.stream().map(object -> object.path("kind").asText().toLowerCase() + "/"
                + object.at("/metadata/name").asText()).collect(toSet());
        var kinds = there.stream().map(object -> object.split("/")[0]).distinct().toList();
        var named = Pattern.compile("\\b(?:" + String.join("|", kinds) + ")/[a-z][a-z0-9-]*")
                .matcher(Manifests.read(Path.of("docs/operations.md"))).results().map(object -> object.group())
                .collect(toCollection(TreeSet::new));
        assertEquals(Set.of("deployment/recruitment-intake", "horizontalpodautoscaler/recruitment-intake",
                "httproute/recruitment-intake", "service/recruitment-intake"), named);
        named.removeAll(there);
        assertEquals(Set.of(), named);
    }

    private static int wave(String kind) {
        return document(kind).at("/metadata/annotations/argocd.argoproj.io~1sync-wave").asInt(0);
    }

    @Test
    void replicasStayBelowTheConnectionLimit() {
        var each = Integer.parseInt(Settings.properties().get("quarkus.datasource.jdbc.max-size"));
        var most = document("HorizontalPodAutoscaler").at("/spec/maxReplicas").asInt() + 1;
        assertTrue(most * each <= 97, "PostgreSQL gives 100, three of them to its administrator");
    }

    @Test
    void gatewayRoutesAreThoseOfTheService() {
        var route = ALL.stream().filter(document -> document.path("kind").asText().equals("HTTPRoute")).findFirst()
                .orElseThrow();
        var paths = new TreeSet<>(route.at("/spec/rules/0/matches").findValuesAsText("value"));
        assertEquals(new TreeSet<>(Set.of("/v1/", "/.well-known/jwks.json",
                Settings.properties().get("quarkus.smallrye-openapi.path"))), paths);
    }

    /** Otherwise all anonymous callers share the rate limit of the gateway's address. */
    @Test
    void overlaysWithAGatewayNameTrustedProxies() throws IOException {
        var behind = 0;
        try (var overlays = Files.list(Path.of("k8s/overlays"))) {
            for (var overlay : overlays.toList()) {
                var documents = Manifests.documents(overlay);
                if (documents.stream().noneMatch(document -> GATEWAYS.contains(document.path("kind").asText())))
                    continue;
                behind++;
                var given = documents.stream().filter(document -> document.path("kind").asText().equals("ConfigMap"))
                        .filter(map -> map.at("/metadata/name").asText().equals("recruitment-intake"))
                        .findFirst().orElseThrow().path("data");
                assertTrue(given.path("INTAKE_HTTP_TRUSTED_PROXIES").asText().matches("[0-9a-f.:]+/[0-9]+"),
                        overlay + " names no trusted proxy");
            }
        }
        assertTrue(behind > 0, "no overlay has a gateway any more");
    }

    @Test
    void everyAlertHasItsRunbook() {
        var guide = Manifests.read(Path.of("docs/operations.md"));
        var rules = document("PrometheusRule").at("/spec/groups/0/rules");
        assertTrue(rules.size() > 5);
        for (var rule : rules) {
            var alert = rule.get("alert").asText();
            assertTrue(guide.contains("\n### " + alert + "\n"), alert + " has no entry in docs/operations.md");
            assertEquals("docs/operations.md#" + alert.toLowerCase(), rule.at("/annotations/runbook_url").asText());
            assertNotNull(rule.at("/annotations/summary").textValue());
        }
    }

    /** The Prometheus operator names the job after the Service, and the other labels after the manifests. */
    @Test
    void alertsAndGraphsSelectExistingLabels() {
        var scraped = document("ServiceMonitor").at("/spec/selector/matchLabels");
        var service = BASE.stream().filter(document -> document.path("kind").asText().equals("Service"))
                .filter(document -> document.at("/metadata/labels").equals(scraped)).toList();
        assertEquals(1, service.size(), "the ServiceMonitor selects one Service");
        var there = Map.of("job", service.get(0).at("/metadata/name").asText(),
                "namespace", Manifests.parse(Manifests.read(Path.of("k8s/overlays/production/kustomization.yaml")))
                        .get(0).path("namespace").asText(),
                "deployment", document("Deployment").at("/metadata/name").asText(),
                "container", SERVICE.at("/containers/0/name").asText());
        var asked = new TreeSet<String>();
        for (var expr : expressions()) {
            Pattern.compile("\\b(job|namespace|deployment|container)=~?\"([^\"]*)\"").matcher(expr).results()
                    .forEach(label -> {
                        asked.add(label.group(1));
                        assertEquals(there.get(label.group(1)), label.group(2), expr);
                    });
        }
        assertEquals(there.keySet(), asked);
    }

    /** One Prometheus may watch two installations and other services. Each alert must reach its own people. */
    @Test
    void alertsAndGraphsSelectOneInstallation() {
        for (var expr : expressions()) {
            var asked = METRIC.matcher(expr).results().toList();
            assertFalse(asked.isEmpty(), expr);
            for (var metric : asked) {
                var labels = metric.group(2) == null ? "" : metric.group(2);
                assertTrue(labels.contains("namespace=\""), metric.group());
                if (!metric.group(1).matches("(kube|container|certmanager)_.*")) {
                    assertTrue(labels.contains("job=\""), metric.group());
                }
            }
            // One series on each side, even if others collect the same metric.
            for (var side : expr.split("\\bon \\(")) {
                if (expr.contains(" on (")) assertTrue(side.contains("max by (namespace, pod, container) ("), side);
            }
        }
    }

    /** The expressions of the alerts, and those of the dashboard with production chosen. */
    private static List<String> expressions() {
        var dashboard = Manifests.parse(Manifests.read(Path.of("docs/dashboard.json"))).get(0);
        var graphs = dashboard.get("panels").findValuesAsText("expr");
        assertTrue(graphs.size() > 12, graphs.toString());
        assertTrue(dashboard.at("/templating/list").findValuesAsText("name").contains("namespace"),
                "the dashboard has no choice of a namespace");
        return Stream.concat(document("PrometheusRule").at("/spec/groups/0/rules").findValuesAsText("expr").stream(),
                graphs.stream().map(expr -> expr.replace("$namespace", "recruitment-intake"))).toList();
    }

    /** The lists are written by hand. Cases of a missing branch would reach no recipient. */
    @Test
    void theDemoHasEveryBranch() {
        var branches = Stream.of(Branch.values()).map(Enum::name).toList();
        assertEquals(branches, List.of(all("for branch in ([A-Z_ ]+);", "secrets.sh").get(0).split(" ")));
        assertEquals(branches, all("/([A-Z_]+)\\.jwk", "kustomization.yaml"));
        var addresses = Stream.concat(EmbeddedBroker.ADDRESSES.stream(), Stream.of("dead-letters")).toList();
        assertEquals(addresses, all("<address name=\"([^\"]+)\"", "broker.xml"));
        assertEquals(addresses, all("<queue name=\"([^\"]+)\"", "broker.xml"));
    }

    /** The demo runs the commands of the guide. */
    @Test
    void theRolesOfTheDemoAreThoseOfTheGuide() {
        var guide = Manifests.read(Path.of("docs/operations.md"));
        var start = guide.indexOf("CREATE ROLE intake_owner");
        var typed = guide.substring(start, guide.indexOf("```", start));
        assertEquals(typed.replaceAll(" +", " ").replaceAll("'[^']*'", "''"),
                all("<<'SQL'\n([^<]+)SQL\n", "roles.sh").get(0).replaceAll(":'[^']*'", "''"));
    }

    private static List<String> all(String pattern, String file) {
        return Pattern.compile(pattern).matcher(Manifests.read(Path.of("k8s/overlays/demo", file))).results()
                .map(found -> found.group(1)).toList();
    }

    private static int seconds(String setting) {
        return (int) Duration.parse("PT" + Settings.properties().get(setting)).toSeconds();
    }

    private static JsonNode document(String kind) {
        return BASE.stream().filter(document -> document.path("kind").asText().equals(kind)).findFirst().orElseThrow();
    }
}
