package org.recruitmentintake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** Tests wait for conditions. A test that sleeps fails on a machine that is slower or faster than its author's. */
class NoSleepTest {

    private static final Path TESTS = Path.of("src/test/java/org/recruitmentintake");
    /** The client of the development page waits as long as {@code Retry-After} says. No test reaches that. */
    private static final String RETRYING_CLIENT = "tools/page/IntakeApi.java";
    private static final Pattern SLEEP = Pattern.compile("\\bThread\\.sleep\\(|\\bTimeUnit\\.\\w+\\.sleep\\(");
    private static final Pattern OWN_CAP = Pattern.compile("\\.atMost\\(");

    @Test
    void noTestSleeps() throws IOException {
        assertEquals(List.of(), filesWith(SLEEP));
    }

    @Test
    void onlyWaitingCapsAWait() throws IOException {
        assertEquals(List.of("Waiting.java"), filesWith(OWN_CAP));
    }

    /** All but the bench and the faults, which measure real time. */
    private static List<String> filesWith(Pattern pattern) throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(TESTS)) {
            for (var file : files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
                var name = TESTS.relativize(file).toString();
                if (name.startsWith("tools/bench/") || name.startsWith("tools/faults/")
                        || name.equals(RETRYING_CLIENT) || name.equals("NoSleepTest.java"))
                    continue;
                if (pattern.matcher(Files.readString(file)).find()) found.add(name);
            }
        }
        return found;
    }
}
