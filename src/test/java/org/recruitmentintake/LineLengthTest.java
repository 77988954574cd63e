package org.recruitmentintake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Lines have at most 120 columns. The formatter wraps code, but neither comments nor text blocks. */
class LineLengthTest {

    private static final int MOST = 120;

    @Test
    void linesOfTheServiceHave120ColumnsAtMost() throws IOException {
        var tooLong = new ArrayList<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                var lines = Files.readAllLines(file);
                for (var i = 0; i < lines.size(); i++) {
                    if (lines.get(i).length() > MOST) tooLong.add(file + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), tooLong);
    }
}
