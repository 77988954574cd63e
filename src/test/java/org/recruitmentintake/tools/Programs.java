package org.recruitmentintake.tools;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that a test runs and that may be missing. */
public final class Programs {

    private Programs() {}

    /** Skips the test if one of the programs is missing; in CI it fails. */
    public static void require(String... programs) {
        for (var program : programs) {
            if (find(program).isPresent()) continue;
            assertNull(System.getenv("CI"), program + " is not installed");
            System.out.printf("== NOT RUN: %s is not installed%n", program);
            abort(program + " is not installed");
        }
    }

    /** The program in the first folder of {@code PATH} that has it. */
    public static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable).findFirst();
    }
}
