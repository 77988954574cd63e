package org.recruitmentintake.ops;

import static java.util.stream.Collectors.toSet;

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
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/**
 * What every workload keeps to: the Pod Security Standard <em>restricted</em>, and the defaults of kube-score but for one:
 * a limit on the processor, which throttles a service whose claims run out by the clock.
 */
final class ManifestRules {

    /** By name: what is wrong. Each has a manifest in {@link ManifestsTest} that it must catch. */
    static final Map<String, Predicate<List<HasMetadata>>> BROKEN = new LinkedHashMap<>();

    private static final Set<String> SAFE_SYSCTLS = Set.of("kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range");

    static {
        // Pod Security Standards, baseline and restricted.
        pod("host-namespaces", pod -> yes(pod.getHostNetwork()) || yes(pod.getHostPID()) || yes(pod.getHostIPC()));
        pod("volume-types", pod -> pod.getVolumes().stream().anyMatch(volume -> !plain(volume)));
        pod("sysctls", pod -> pod.getSecurityContext().getSysctls().stream()
                .anyMatch(sysctl -> !SAFE_SYSCTLS.contains(sysctl.getName())));
        container("host-ports", (pod, container) -> container.getPorts().stream()
                .anyMatch(port -> port.getHostPort() != null && port.getHostPort() != 0));
        container("privileged", (pod, container) -> yes(context(container).getPrivileged()));
        container("privilege-escalation",
                (pod, container) -> !Boolean.FALSE.equals(context(container).getAllowPrivilegeEscalation()));
        container("capabilities", (pod, container) -> {
            var capabilities = context(container).getCapabilities();
            return capabilities == null || !capabilities.getDrop().contains("ALL")
                    || !Set.of("NET_BIND_SERVICE").containsAll(capabilities.getAdd());
        });
        container("non-root", (pod, container) -> !yes(
                either(context(container).getRunAsNonRoot(), pod.getSecurityContext().getRunAsNonRoot())));
        container("seccomp", (pod, container) -> {
            var profile = either(context(container).getSeccompProfile(), pod.getSecurityContext().getSeccompProfile());
            return profile == null || !Set.of("RuntimeDefault", "Localhost").contains(profile.getType());
        });
        container("proc-mount", (pod, container) -> !Set.of("Default")
                .contains(either(context(container).getProcMount(), "Default")));
        container("selinux", (pod, container) -> context(container).getSeLinuxOptions() != null);

        // kube-score.
        container("high-user-and-group", (pod, container) -> low(
                either(context(container).getRunAsUser(), pod.getSecurityContext().getRunAsUser()))
                || low(either(context(container).getRunAsGroup(), pod.getSecurityContext().getRunAsGroup())));
        container("read-only-root", (pod, container) -> !yes(context(container).getReadOnlyRootFilesystem()));
        container("image-tag", (pod, container) -> !container.getImage().contains(":")
                || container.getImage().endsWith(":latest"));
        container("resources", (pod, container) -> !has(container.getResources().getRequests(), "cpu", "memory",
                "ephemeral-storage") || !has(container.getResources().getLimits(), "memory", "ephemeral-storage"));
        container("environment-once",
                (pod, container) -> container.getEnv().stream().map(variable -> variable.getName())
                        .distinct().count() < container.getEnv().size());
        pod("no-token", pod -> !Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()));
        broken("probes", objects -> Manifests.of(objects, Deployment.class).map(ManifestRules::podSpec)
                .flatMap(pod -> pod.getContainers().stream())
                .anyMatch(container -> container.getReadinessProbe() == null || container.getLivenessProbe() == null
                        || container.getReadinessProbe().getHttpGet()
                                .equals(container.getLivenessProbe().getHttpGet())));
        broken("spread", objects -> Manifests.of(objects, Deployment.class).map(ManifestRules::podSpec)
                .anyMatch(pod -> pod.getTopologySpreadConstraints().isEmpty() || pod.getAffinity() == null
                        || pod.getAffinity().getPodAntiAffinity() == null));
        broken("disruption-budget", objects -> Manifests.of(objects, Deployment.class)
                .anyMatch(deployment -> Manifests.of(objects, PodDisruptionBudget.class)
                        .noneMatch(budget -> selects(budget.getSpec().getSelector(),
                                deployment.getSpec().getTemplate()))));
        broken("replicas-are-the-autoscalers", objects -> Manifests.of(objects, HorizontalPodAutoscaler.class)
                .anyMatch(scaler -> scaler.getSpec().getMinReplicas() == null || scaler.getSpec().getMinReplicas() < 2
                        || Manifests.of(objects, Deployment.class)
                                .filter(target -> name(target).equals(scaler.getSpec().getScaleTargetRef().getName()))
                                .noneMatch(target -> target.getSpec().getReplicas() == null)));
        broken("network-policy", objects -> templates(objects).anyMatch(pods -> Stream.of("Ingress", "Egress")
                .anyMatch(way -> Manifests.of(objects, NetworkPolicy.class)
                        .noneMatch(policy -> policy.getSpec().getPolicyTypes().contains(way)
                                && selects(policy.getSpec().getPodSelector(), pods)))));
        broken("service-has-pods",
                objects -> Manifests.of(objects, Service.class).anyMatch(service -> templates(objects)
                        .noneMatch(pods -> pods.getMetadata().getLabels().entrySet()
                                .containsAll(service.getSpec().getSelector().entrySet())
                                && ports(pods).containsAll(service.getSpec().getPorts().stream()
                                        .map(port -> port.getTargetPort().getStrVal()).collect(toSet())))));
        broken("service-type", objects -> Manifests.of(objects, Service.class)
                .anyMatch(service -> Set.of("NodePort", "LoadBalancer")
                        .contains(either(service.getSpec().getType(), "ClusterIP"))));
        broken("stable-version", objects -> objects.stream().anyMatch(
                object -> object.getApiVersion().matches(".*(alpha|beta).*")));
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

    private static PodSpec podSpec(Deployment deployment) { return deployment.getSpec().getTemplate().getSpec(); }

    private static String name(HasMetadata object) { return object.getMetadata().getName(); }

    private static Set<String> ports(PodTemplateSpec pods) {
        return pods.getSpec().getContainers().stream().flatMap(container -> container.getPorts().stream())
                .map(port -> port.getName()).collect(toSet());
    }

    private static boolean selects(LabelSelector selector, PodTemplateSpec pods) {
        return selector.getMatchLabels() == null
                || pods.getMetadata().getLabels().entrySet().containsAll(selector.getMatchLabels().entrySet());
    }

    private static boolean plain(Volume volume) {
        return Stream.of(volume.getConfigMap(), volume.getSecret(), volume.getEmptyDir(), volume.getProjected(),
                volume.getDownwardAPI(), volume.getPersistentVolumeClaim(), volume.getCsi(), volume.getEphemeral())
                .anyMatch(Objects::nonNull);
    }

    private static SecurityContext context(Container container) {
        return either(container.getSecurityContext(), new SecurityContext());
    }

    private static boolean has(Map<String, ?> amounts, String... names) {
        return amounts != null && amounts.keySet().containsAll(Set.of(names));
    }

    private static boolean yes(Boolean value) { return Boolean.TRUE.equals(value); }

    private static boolean low(Long id) { return id == null || id <= 10_000; }

    private static <T> T either(T first, T second) { return first != null ? first : second; }
}
