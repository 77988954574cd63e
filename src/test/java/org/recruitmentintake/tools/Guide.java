package org.recruitmentintake.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The blocks of docs/operations.md. One that is run has a name behind its language, {@code ```sh keys}; one that is not
 * says so in its first line, {@code # not run: why}.
 */
public final class Guide {

    /** A fenced block, without the indentation of its fence. */
    public record Block(String language, String name, String text) {

        public boolean saysThatItIsNotRun() { return text.matches("(?s)(#|--) not run: \\S.*"); }
    }

    private static final Path FILE = Path.of("docs/operations.md");
    private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```(\\w*)(?: ([a-z-]+))?\\n(.*?)^\\1```$");

    private Guide() {}

    public static List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        var fences = FENCE.matcher(read());
        while (fences.find()) {
            var name = fences.group(3) == null ? "" : fences.group(3);
            blocks.add(new Block(fences.group(2), name, fences.group(4).replaceAll("(?m)^" + fences.group(1), "")));
        }
        return blocks;
    }

    /** The text of a block that is run. */
    public static String block(String name) {
        return blocks().stream().filter(block -> block.name.equals(name)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("docs/operations.md has no block " + name)).text;
    }

    public static String read() {
        try {
            return Files.readString(FILE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
