package org.recruitmentintake.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What builds a release has a name that does not move, and is the same wherever it is built. */
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
        // That of the measurements in the README, and the one that this Quarkus builds with unless told otherwise.
        assertEquals("25", image.group(2));
    }

    /** A tag can be moved to another commit by whoever owns the action; a commit cannot. */
    @Test
    void actionsArePinnedByCommitAndNameTheirRelease() {
        var text = Manifests.read(Path.of(".github/workflows/build.yml"));
        var actions = text.lines().filter(line -> line.contains("uses:")).toList();
        assertTrue(actions.size() > 8, actions.toString());
        actions.forEach(action -> assertTrue(
                action.matches(".*uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+"), action));
    }

    /** Else whoever answers for the repository decides what runs every build. */
    @Test
    void mavenDistributionIsPinnedByChecksum() {
        var wrapper = Manifests.read(Path.of(".mvn/wrapper/maven-wrapper.properties"));
        assertTrue(Pattern.compile("(?m)^distributionSha256Sum=[0-9a-f]{64}$").matcher(wrapper).find(), wrapper);
    }

    /** A registry takes no capitals, and a repository may have some; what is pushed, signed and listed is one image. */
    @Test
    void aReleaseIsSignedWithItsListOfParts() {
        var steps = JOBS.at("/release/steps");
        assertTrue(steps.findValuesAsText("run").get(0).contains("${GITHUB_REPOSITORY,,}"));
        assertEquals(Set.of("${{ steps.image.outputs.name }}"), Set.copyOf(steps.findValuesAsText("subject-name")));
        assertEquals("[${{ steps.image.outputs.name }}:${{ github.ref_name }}]",
                steps.findValuesAsText("tags").toString());
        assertEquals(List.of("bom.json"), steps.findValuesAsText("sbom-path"));
        var sbom = JOBS.at("/jvm/steps").findValuesAsText("path");
        assertEquals(List.of("target/bom.json"), sbom);
        steps.findValuesAsText("labels").forEach(labels -> assertTrue(labels.contains(
                "org.opencontainers.image.source=${{ github.server_url }}/${{ github.repository }}"), labels));
        assertEquals(1, steps.findValuesAsText("labels").size());
    }

    /** And only where a version is tagged does it leave the workflow. */
    @Test
    void theImageIsBuiltBeforeTheDayOfARelease() {
        assertEquals("github.ref == 'refs/heads/main'", JOBS.at("/image/if").asText());
        assertEquals("false", JOBS.at("/image/steps").findValuesAsText("push").get(0));
        assertEquals("startsWith(github.ref, 'refs/tags/v')", JOBS.at("/release/if").asText());
    }
}
