package org.recruitmentintake.ops;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** The table of settings in the operations guide is complete and correct. */
class SettingsTest {

    private static final Pattern ROW = Pattern.compile(
            "^\\| `([^`]+)` \\| ([^|]*) \\| (?:`([^`]*)`|-) \\| ([^|]*) \\|$",
            Pattern.MULTILINE);

    @Test
    void theTableHoldsEverySettingWithItsDefault() {
        var wanted = new TreeMap<>(Settings.typed());
        wanted.putAll(Settings.properties());
        assertTrue(wanted.size() > 50, wanted.toString());
        assertEquals(lines(wanted), lines(table(3)));
    }

    @Test
    void everySettingHasAUnitAndAReason() {
        for (int column : new int[] {2, 4}) {
            table(column).forEach((setting, text) -> assertFalse(text.isBlank(), setting));
        }
    }

    /** These settings are fixed at build time; the environment does not change them. */
    @Test
    void buildTimeSettingsAreMarked() throws IOException {
        var phases = Settings.phases();
        table(4).forEach((setting, reason) -> {
            var name = setting.replaceFirst("^%[a-z,]+\\.", "");
            if (!name.startsWith("quarkus.")) return;
            var found = phases.entrySet().stream().filter(known -> known.getKey().matcher(name).matches())
                    .map(Map.Entry::getValue).collect(toSet());
            assertEquals(1, found.size(), setting + " is " + found);
            assertEquals(!found.contains("RUN_TIME"), reason.contains("fixed in the build"), setting);
        });
    }

    private static Map<String, String> table(int column) {
        var found = new TreeMap<String, String>();
        ROW.matcher(Manifests.read(Path.of("docs/operations.md"))).results().forEach(
                row -> found.put(row.group(1), row.group(column) == null ? "" : row.group(column).replace("\\|", "|")));
        return found;
    }

    /** One row per line, so that a failure shows the rows that differ. */
    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream().map(setting -> setting.getKey() + " = " + setting.getValue())
                .collect(joining("\n"));
    }
}
