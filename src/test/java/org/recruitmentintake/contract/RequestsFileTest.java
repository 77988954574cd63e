package org.recruitmentintake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** {@code requests.http} has an example of every operation, and a token of every role. */
class RequestsFileTest {

    private final ApiDocument document = ApiDocument.committed();

    @Test
    void everyOperationHasAnExample() {
        var missing = new TreeSet<String>();
        document.operations().forEach((name, operation) -> {
            var path = operation.path().replaceAll("\\{[^}]+}", "[^/?\\\\s]+");
            var line = Pattern.compile("(?m)^" + operation.method() + " \\{\\{base}}" + path + "(\\?.*)?$");
            if (!line.matcher(text()).find()) missing.add(name);
        });
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyRoleHasAToken() {
        var roles = new TreeSet<String>();
        Pattern.compile("role=([a-z-]+)").matcher(text()).results().forEach(found -> roles.add(found.group(1)));
        var documented = new TreeSet<String>();
        document.operations().values().forEach(operation -> documented.addAll(operation.roles()));
        assertEquals(documented, roles);
    }

    private static String text() {
        try {
            return Files.readString(Path.of("requests.http"));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
