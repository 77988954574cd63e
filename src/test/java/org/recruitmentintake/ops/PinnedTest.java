package org.recruitmentintake.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The inputs of a release are pinned. */
class PinnedTest {

    private static final JsonNode JOBS = Manifests.parse(Manifests.read(Path.of(".github/workflows/build.yml"))).get(0)
            .path("jobs");

    @Test
    void theImageAndTheWorkflowBuildWithTheSameMandrel() {
        var image = Pattern.compile("(?m)^ARG BUILDER=.*:(.*)-java([0-9]+)$")
                .matcher(Manifests.read(Path.of("Dockerfile.native")));
        assertTrue(image.find(), "the builder's tag");
        assertTrue(image.group(1).matches("[0-9]+(\\.[0-9]+){3}-Final"), image.group(1));
        var workflow = JOBS.at("/native/steps").findValuesAsText("version");
        assertEquals("[mandrel-" + image.group(1) + "]", workflow.toString());
        assertEquals("[" + image.group(2) + "]", JOBS.at("/native/steps").findValuesAsText("java-version").toString());
        // The README measures with this version of Java, and this version of Quarkus builds with it by default.
        assertEquals("25", image.group(2));
    }

    /** The owner of an action can move a tag to another commit. */
    @Test
    void actionsArePinnedByCommitAndNameTheirRelease() throws IOException {
        try (var workflows = Files.list(Path.of(".github/workflows"))) {
            var actions = workflows.flatMap(file -> Manifests.read(file).lines())
                    .filter(line -> line.contains("uses:")).toList();
            assertTrue(actions.size() > 20, actions.toString());
            actions.forEach(action -> assertTrue(
                    action.matches(".*uses: [a-z-]+(/[a-z-]+)+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+"), action));
        }
    }

    /** Otherwise a repository server decides what runs in every build. */
    @Test
    void mavenDistributionIsPinnedByChecksum() {
        var wrapper = Manifests.read(Path.of(".mvn/wrapper/maven-wrapper.properties"));
        assertTrue(Pattern.compile("(?m)^distributionSha256Sum=[0-9a-f]{64}$").matcher(wrapper).find(), wrapper);
    }

    /** A release pushes, signs and describes the same images that it has started. */
    @Test
    void releasePushesTheImageThatWasStarted() {
        var text = Manifests.read(Path.of(".github/workflows/release.yml"));
        var release = Manifests.parse(text).get(0).path("jobs");
        assertTrue(text.contains("${GITHUB_REPOSITORY,,}"), "a registry allows no capitals");
        var runs = release.at("/image/steps").findValuesAsText("run");
        var push = runs.get(runs.size() - 1);
        var scanned = release.at("/image/steps").findValuesAsText("image-ref");
        for (var image : List.of("candidate-native", "candidate-jvm")) {
            assertTrue(runs.indexOf(".ci/image-ready " + image) > 0, runs + " starts " + image);
            assertTrue(scanned.contains(image), scanned + " has " + image);
            assertTrue(push.contains("docker tag " + image + " "), push);
        }
        assertEquals(2, push.split("docker push").length - 1, push);
        var steps = release.at("/publish/steps");
        assertEquals(Set.of("${{ needs.image.outputs.image }}"), Set.copyOf(steps.findValuesAsText("subject-name")));
        var signed = List.of("${{ steps.push.outputs.digest }}", "${{ steps.push.outputs.digest-jvm }}");
        assertEquals(List.of(String.join(" ", signed)), steps.findValuesAsText("DIGESTS"), "cosign signs them");
        assertTrue(steps.findValuesAsText("run").toString().contains("cosign sign --yes --recursive"),
                steps.toString());
        assertEquals(Stream.concat(signed.stream(), signed.stream()).toList(),
                steps.findValuesAsText("subject-digest"), "attestations of the build and of the list of parts");
        assertEquals(List.of("bom.json", "bom.json"), steps.findValuesAsText("sbom-path"));
        assertEquals(JOBS.at("/native/steps").findValuesAsText("version"),
                release.at("/image/steps").findValuesAsText("version").stream().distinct().toList());
    }

    /** Each commit of main builds the image. Only a release pushes it. */
    @Test
    void imageIsBuiltOnMainWithoutAPush() {
        assertEquals("github.ref == 'refs/heads/main'", JOBS.at("/image/if").asText());
        assertEquals("false", JOBS.at("/image/steps").findValuesAsText("push").get(0));
    }
}
