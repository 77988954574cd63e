package org.recruitmentintake.api.dto.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the table of addresses. {@code .ci/email-pattern} checks the pattern of the contract with Ajv and an RE2
 * engine.
 */
class EmailTest {

    private static final Path TABLE = Path.of("src/test/resources/email-addresses.txt");
    private static final Pattern EMAIL = Pattern.compile(Applicant.EMAIL);

    @ParameterizedTest
    @MethodSource("rows")
    void addressMatchesAsTheTableSays(String row) {
        assertEquals(row.startsWith("+"), EMAIL.matcher(row.substring(2)).matches());
    }

    @Test
    void tableHasFortyAddressesAndTheEmptyOne() throws IOException {
        assertTrue(rows().count() >= 40);
        assertTrue(rows().anyMatch("- "::equals));
    }

    @Test
    void patternAvoidsConstructsOfSingleEngines() {
        List.of("(?", "\\p", "\\P", "\\d", "\\w", "\\s", "\\u", "\\x", "\\A", "\\z", "&&", "*+", "++", "?+")
                .forEach(construct -> assertFalse(Applicant.EMAIL.contains(construct), construct));
    }

    static Stream<String> rows() throws IOException {
        return Files.readAllLines(TABLE).stream().filter(line -> !line.startsWith("#"));
    }
}
