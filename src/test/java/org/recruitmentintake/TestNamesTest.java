package org.recruitmentintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** A test's name is subject, verb, condition (CONTRIBUTING.md). */
class TestNamesTest {

    private static final Pattern TEST = Pattern.compile("(?m)^    (?:public )?void (\\w+)\\(");
    private static final int MOST = 59;
    private static final Pattern RIDDLE = Pattern.compile(
            "^(?:what|who|where|whoever|whatever|nobody|somebody|anybody|everybody)(?=[A-Z]).*"
                    + "|.*(?:Nobody|Somebody|Anybody|Everybody|Whoever|Whatever).*");

    @Test
    void testNamesAreShortSentences() throws IOException {
        var found = 0;
        var wrong = new ArrayList<String>();
        try (var files = Files.walk(Path.of("src/test/java"))) {
            for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                for (var test : TEST.matcher(Files.readString(file)).results().toList()) {
                    found++;
                    if (!isGood(test.group(1))) wrong.add(file.getFileName() + " " + test.group(1));
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(found > 900, found + " tests were found");
    }

    @Test
    void longNamesAndRiddlesAreFound() {
        for (var name : List.of("whatIsOpen", "nobodyIsLeftOut", "aCaseOfSomebodyElseIsNotFound", "x".repeat(60))) {
            assertTrue(!isGood(name), name);
        }
        assertTrue(isGood("implausibleEvidenceIsRejected"));
    }

    private static boolean isGood(String name) { return name.length() <= MOST && !RIDDLE.matcher(name).matches(); }
}
