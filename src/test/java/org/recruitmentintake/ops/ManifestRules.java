package org.recruitmentintake.ops;

import static java.util.stream.Collectors.toSet;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/**
 * The default checks of kube-score, which go beyond what an API server checks (k8s/verify.sh). Two kinds are left out:
 * a limit for the processor, since a throttled relay loses its claims, and the checks of CronJobs and Ingresses, since
 * there are none.
 */
final class ManifestRules {

    /** By name; true if the objects break the rule. {@link ManifestsTest} has a bad manifest for each. */
    static final Map<String, Predicate<List<HasMetadata>>> BROKEN = new LinkedHashMap<>();

    // The log files that the kubelet keeps of a container by default: five of 10 MiB. They count as the pod's storage.
    private static final BigDecimal LOGS = BigDecimal.valueOf(5 * 10 << 20);

    static {
        container("high-user-and-group", (pod, container) -> isLow(
                either(context(container).getRunAsUser(), pod.getSecurityContext().getRunAsUser()))
                || isLow(either(context(container).getRunAsGroup(), pod.getSecurityContext().getRunAsGroup())));
        container("read-only-root", (pod, container) -> !isTrue(context(container).getReadOnlyRootFilesystem()));
        container("image-tag", (pod, container) -> !container.getImage().contains(":")
                || container.getImage().endsWith(":latest"));
        container("image-pull-policy", (pod, container) -> !"Always".equals(container.getImagePullPolicy()));
        container("resources", (pod, container) -> !has(container.getResources().getRequests(), "cpu", "memory",
                "ephemeral-storage") || !has(container.getResources().getLimits(), "memory", "ephemeral-storage"));
        container("room-for-logs",
                (pod, container) -> storageLimit(container).compareTo(LOGS.add(sizeOfDirectories(pod))) < 0);
        pod("no-token", pod -> !Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()));
        // A restart does not help a slow database or broker, so these need no liveness probe.
        broken("probes", objects -> served(objects).anyMatch(workload -> containers(workload)
                .anyMatch(container -> container.getReadinessProbe() == null
                        || workload instanceof Deployment && container.getLivenessProbe() == null)));
        container("probes-are-two", (pod, container) -> container.getReadinessProbe() != null
                && container.getLivenessProbe() != null
                && action(container.getReadinessProbe()).equals(action(container.getLivenessProbe())));
        broken("spread", objects -> replicated(objects).map(Manifests::pods).flatMap(Optional::stream)
                .anyMatch(pods -> pods.getSpec().getTopologySpreadConstraints().isEmpty()
                        || pods.getSpec().getTopologySpreadConstraints().stream()
                                .anyMatch(spread -> spread.getLabelSelector() == null)
                        || antiAffinity(pods.getSpec())
                                .noneMatch(term -> term.getTopologyKey().equals("kubernetes.io/hostname")
                                        && selects(term.getLabelSelector(), pods))));
        broken("disruption-budget", objects -> replicated(objects).map(Manifests::pods).flatMap(Optional::stream)
                .anyMatch(pods -> Manifests.of(objects, PodDisruptionBudget.class)
                        .noneMatch(budget -> selects(budget.getSpec().getSelector(), pods))));
        broken("disruption-budget-says-how-many", objects -> Manifests.of(objects, PodDisruptionBudget.class)
                .anyMatch(budget -> budget.getSpec().getMaxUnavailable() == null
                        && budget.getSpec().getMinAvailable() == null));
        broken("replicas", objects -> Manifests.of(objects, Deployment.class)
                .filter(deployment -> Manifests.of(objects, HorizontalPodAutoscaler.class)
                        .noneMatch(scaler -> name(deployment).equals(scaler.getSpec().getScaleTargetRef().getName())))
                .anyMatch(deployment -> either(deployment.getSpec().getReplicas(), 1) < 2));
        broken("rolling-update", objects -> Manifests.of(objects, Deployment.class)
                .map(deployment -> deployment.getSpec().getStrategy()).filter(Objects::nonNull)
                .anyMatch(strategy -> !either(strategy.getType(), "RollingUpdate").equals("RollingUpdate")));
        broken("stateful-sets-service", objects -> Manifests.of(objects, StatefulSet.class)
                .anyMatch(set -> Manifests.of(objects, Service.class)
                        .noneMatch(service -> name(service).equals(set.getSpec().getServiceName())
                                && "None".equals(service.getSpec().getClusterIP())
                                && leadsTo(service, set.getSpec().getTemplate()))));
        broken("replicas-are-the-autoscalers", objects -> Manifests.of(objects, HorizontalPodAutoscaler.class)
                .anyMatch(scaler -> scaler.getSpec().getMinReplicas() == null || scaler.getSpec().getMinReplicas() < 2
                        || Manifests.of(objects, Deployment.class)
                                .filter(target -> name(target).equals(scaler.getSpec().getScaleTargetRef().getName()))
                                .noneMatch(target -> target.getSpec().getReplicas() == null)));
        broken("network-policy", objects -> templates(objects).anyMatch(pods -> Stream.of("Ingress", "Egress")
                .anyMatch(way -> Manifests.of(objects, NetworkPolicy.class)
                        .noneMatch(policy -> policy.getSpec().getPolicyTypes().contains(way)
                                && selects(policy.getSpec().getPodSelector(), pods)))));
        broken("network-policy-has-pods", objects -> Manifests.of(objects, NetworkPolicy.class)
                .anyMatch(policy -> templates(objects)
                        .noneMatch(pods -> selects(policy.getSpec().getPodSelector(), pods))));
        broken("service-has-pods",
                objects -> Manifests.of(objects, Service.class).anyMatch(service -> templates(objects)
                        .noneMatch(pods -> leadsTo(service, pods)
                                && ports(pods).containsAll(service.getSpec().getPorts().stream()
                                        .map(port -> port.getTargetPort().getStrVal()).collect(toSet())))));
        broken("service-type", objects -> Manifests.of(objects, Service.class)
                .anyMatch(service -> Set.of("NodePort", "LoadBalancer")
                        .contains(either(service.getSpec().getType(), "ClusterIP"))));
    }

    private ManifestRules() {}

    static List<String> brokenBy(List<HasMetadata> objects) {
        return BROKEN.entrySet().stream().filter(rule -> rule.getValue().test(objects)).map(Map.Entry::getKey).toList();
    }

    private static void broken(String name, Predicate<List<HasMetadata>> rule) { BROKEN.put(name, rule); }

    private static void pod(String name, Predicate<PodSpec> rule) {
        broken(name, objects -> templates(objects).map(PodTemplateSpec::getSpec).anyMatch(rule));
    }

    private static void container(String name, BiPredicate<PodSpec, Container> rule) {
        pod(name, pod -> Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .anyMatch(container -> rule.test(pod, container)));
    }

    private static Stream<PodTemplateSpec> templates(List<HasMetadata> objects) {
        return objects.stream().map(Manifests::pods).flatMap(Optional::stream);
    }

    /** The workloads to which Services can lead. */
    private static Stream<HasMetadata> served(List<HasMetadata> objects) {
        return objects.stream().filter(object -> object instanceof Deployment || object instanceof StatefulSet);
    }

    /** The workloads that may have several replicas: if they state no number, an autoscaler may set it. */
    private static Stream<HasMetadata> replicated(List<HasMetadata> objects) {
        return served(objects).filter(workload -> either(workload instanceof Deployment deployment
                ? deployment.getSpec().getReplicas() : ((StatefulSet) workload).getSpec().getReplicas(), 2) > 1);
    }

    private static Stream<Container> containers(HasMetadata workload) {
        return Manifests.pods(workload).orElseThrow().getSpec().getContainers().stream();
    }

    private static Stream<PodAffinityTerm> antiAffinity(PodSpec pod) {
        if (pod.getAffinity() == null || pod.getAffinity().getPodAntiAffinity() == null) return Stream.empty();
        var rules = pod.getAffinity().getPodAntiAffinity();
        return Stream.concat(rules.getRequiredDuringSchedulingIgnoredDuringExecution().stream(),
                rules.getPreferredDuringSchedulingIgnoredDuringExecution().stream()
                        .map(preferred -> preferred.getPodAffinityTerm()));
    }

    private static boolean leadsTo(Service service, PodTemplateSpec pods) {
        return pods.getMetadata().getLabels().entrySet().containsAll(service.getSpec().getSelector().entrySet());
    }

    /** The action of a probe, without its period and its time-outs. */
    private static List<Object> action(Probe probe) {
        return Stream.of(probe.getHttpGet(), probe.getTcpSocket(), probe.getExec(), probe.getGrpc())
                .map(action -> either(action, (Object) "")).toList();
    }

    private static String name(HasMetadata object) { return object.getMetadata().getName(); }

    private static Set<String> ports(PodTemplateSpec pods) {
        return pods.getSpec().getContainers().stream().flatMap(container -> container.getPorts().stream())
                .map(port -> port.getName()).collect(toSet());
    }

    private static boolean selects(LabelSelector selector, PodTemplateSpec pods) {
        return selector.getMatchLabels() == null
                || pods.getMetadata().getLabels().entrySet().containsAll(selector.getMatchLabels().entrySet());
    }

    private static SecurityContext context(Container container) {
        return either(container.getSecurityContext(), new SecurityContext());
    }

    private static boolean has(Map<String, ?> amounts, String... names) {
        return amounts != null && amounts.keySet().containsAll(Set.of(names));
    }

    /** The limit for storage on the node's disk; very large if there is none. */
    private static BigDecimal storageLimit(Container container) {
        var limits = container.getResources().getLimits();
        return Quantity.getAmountInBytes(
                has(limits, "ephemeral-storage") ? limits.get("ephemeral-storage") : new Quantity("2Ei"));
    }

    private static BigDecimal sizeOfDirectories(PodSpec pod) {
        return pod.getVolumes().stream().map(Volume::getEmptyDir).filter(Objects::nonNull)
                .map(directory -> Quantity.getAmountInBytes(either(directory.getSizeLimit(), new Quantity("1Ei"))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean isTrue(Boolean value) { return Boolean.TRUE.equals(value); }

    private static boolean isLow(Long id) { return id == null || id <= 10_000; }

    private static <T> T either(T first, T second) { return first != null ? first : second; }
}
