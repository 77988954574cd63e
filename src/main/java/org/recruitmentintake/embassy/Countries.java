package org.recruitmentintake.embassy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Country codes: ISO 3166-1 alpha-2 and XK (Kosovo). They are listed in {@code countries.csv}, which names its source:
 * the platform's own list changes with its version, and lacks XK.
 */
public final class Countries {

    private static final Map<String, List<String>> SUCCESSORS = read("/countries.csv");

    private Countries() {}

    /** Whether the code is in use. */
    public static boolean isCountry(String code) {
        return List.of().equals(SUCCESSORS.get(code));
    }

    /** The successors of a withdrawn code; empty if the code is in use, or never was a code. */
    public static List<String> successors(String code) {
        return SUCCESSORS.getOrDefault(code, List.of());
    }

    private static Map<String, List<String>> read(String resource) {
        try (var file = Countries.class.getResourceAsStream(resource)) {
            var successors = new HashMap<String, List<String>>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(";", -1))
                    .forEach(columns -> successors.put(columns[0],
                            columns[3].isEmpty() ? List.of() : Arrays.asList(columns[3].split(" "))));
            return Map.copyOf(successors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
