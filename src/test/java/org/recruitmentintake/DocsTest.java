package org.recruitmentintake;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The documents name only files, headings, test classes and tests that exist. */
class DocsTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#:]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern TEST = Pattern.compile(
            "`(?:\\w+\\.)*([A-Z]\\w*[a-z](?:Test|IT|Check|Properties))(?:[.#](\\w+))?`");

    @Test
    void relativeLinksLeadToFilesAndHeadings() throws IOException {
        var wrong = new ArrayList<String>();
        var found = 0;
        for (var document : documents()) {
            for (var link : LINK.matcher(prose(document)).results().toList()) {
                found++;
                var target = link.group(1).isEmpty() ? document
                        : document.resolveSibling(link.group(1)).normalize();
                var anchor = link.group(2);
                if (!Files.exists(target) || anchor != null && !anchors(target).contains(anchor)) {
                    wrong.add(document + " " + link.group());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(found > 80, found + " links were found");
    }

    @Test
    void namedTestsExist() throws IOException {
        var sources = sources();
        var wrong = new ArrayList<String>();
        var found = 0;
        for (var document : documents()) {
            for (var named : TEST.matcher(prose(document)).results().toList()) {
                found++;
                var source = sources.get(named.group(1));
                if (source == null || named.group(2) != null && !source.contains(" " + named.group(2) + "(")) {
                    wrong.add(document + " " + named.group());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(found > 80, found + " tests were named");
    }

    private static List<Path> documents() throws IOException {
        try (var docs = Files.walk(Path.of("docs")); var root = Files.list(Path.of(""))) {
            return Stream.concat(docs, root).filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }

    private static String prose(Path document) throws IOException {
        return FENCED.matcher(Files.readString(document)).replaceAll("");
    }

    /** The anchors of a document's headings, as GitHub makes them. */
    private static Set<String> anchors(Path document) throws IOException {
        return HEADING.matcher(prose(document)).results().map(heading -> heading.group(1).toLowerCase()
                .replaceAll("[^\\w\\- ]", "").strip().replace(' ', '-')).collect(toSet());
    }

    private static Map<String, String> sources() throws IOException {
        var sources = new TreeMap<String, String>();
        try (var files = Files.walk(Path.of("src"))) {
            for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                sources.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file),
                        String::concat);
            }
        }
        return sources;
    }
}
