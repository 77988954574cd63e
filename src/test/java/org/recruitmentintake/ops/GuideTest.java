package org.recruitmentintake.ops;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.recruitmentintake.tools.Guide;
import org.recruitmentintake.tools.Guide.Block;

/** Each block of docs/operations.md is run by a test or a script, or says that it is not run. */
class GuideTest {

    private static final Pattern RUN_BY_A_TEST = Pattern.compile("\\b[Gg]uide\\.(?:block|run|sql)\\(\\s*\"([a-z-]+)\"");
    private static final Pattern RUN_BY_A_SCRIPT = Pattern.compile("(?m)^ +guide ([a-z-]+)$");

    @Test
    void everyBlockIsNamedOrSaysThatItIsNotRun() {
        assertTrue(Guide.blocks().size() > 20, "blocks were found");
        for (var block : Guide.blocks()) {
            assertTrue(block.name().isEmpty() == block.saysThatItIsNotRun(), block.text());
        }
    }

    @Test
    void everyFenceBelongsToABlock() {
        var fences = Guide.read().lines().filter(line -> line.strip().startsWith("```")).count();
        assertEquals(fences, 2L * Guide.blocks().size());
    }

    @Test
    void everyNamedBlockIsRun() throws IOException {
        var named = Guide.blocks().stream().map(Block::name).filter(name -> !name.isEmpty()).toList();
        var distinct = new TreeSet<>(named);
        assertEquals(named.size(), distinct.size(), "names are used once: " + named);
        assertEquals(distinct, run());
    }

    private static TreeSet<String> run() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            var byTests = files.filter(file -> file.toString().endsWith(".java")).map(Manifests::read)
                    .flatMap(text -> RUN_BY_A_TEST.matcher(text).results());
            var byScripts = RUN_BY_A_SCRIPT.matcher(Manifests.read(Path.of("k8s/verify.sh"))).results();
            return Stream.concat(byTests, byScripts).map(found -> found.group(1))
                    .collect(toCollection(TreeSet::new));
        }
    }
}
