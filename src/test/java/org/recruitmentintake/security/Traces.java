package org.recruitmentintake.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Searches bytes for words: as UTF-8 in upper and lower case, as UTF-16, in hexadecimal, in Base64 at each offset. */
final class Traces {

    private final List<String> words;
    private final Set<String> forms = new LinkedHashSet<>();

    Traces(List<String> words) {
        this.words = words;
        for (var word : words) {
            for (var form : List.of(word, word.toUpperCase(Locale.ROOT), word.toLowerCase(Locale.ROOT))) {
                var bytes = form.getBytes(UTF_8);
                forms.add(new String(bytes, ISO_8859_1));
                forms.add(new String(form.getBytes(UTF_16LE), ISO_8859_1));
                forms.add(new String(form.getBytes(UTF_16BE), ISO_8859_1));
                forms.add(HexFormat.of().formatHex(bytes));
                for (int offset = 0; offset < 3; offset++) {
                    forms.add(inBase64(bytes, offset));
                }
            }
        }
    }

    /** The Base64 characters at this offset that depend on these bytes only. */
    private static String inBase64(byte[] bytes, int offset) {
        var shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        var text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return text.substring(offset == 0 ? 0 : offset + 1, shifted.length * 8 / 6);
    }

    /** The positions, each once. */
    List<String> in(String place, byte[] bytes) {
        var text = new String(bytes, ISO_8859_1);
        return forms.stream().anyMatch(text::contains) ? List.of(place) : List.of();
    }

    List<String> in(String place, String text) { return in(place, text.getBytes(UTF_8)); }

    /** The bytes around the first position, to find the source. */
    String around(byte[] bytes) {
        var text = new String(bytes, ISO_8859_1);
        return forms.stream().mapToInt(text::indexOf).filter(at -> at >= 0).mapToObj(
                at -> text.substring(Math.max(0, at - 150), Math.min(text.length(), at + 80))).findFirst().orElse("");
    }

    /** In all files of the folder, except those that vanish during the search. */
    List<String> below(Path directory) throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                try {
                    found.addAll(in(directory.relativize(file).toString(), Files.readAllBytes(file)));
                } catch (NoSuchFileException gone) {
                    continue;
                }
            }
        }
        return found;
    }

    @Override
    public String toString() { return words.toString(); }

    /** All bytes that were recorded so far. */
    static final class Notes {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        synchronized void add(String text) { bytes.writeBytes((text + "\n").getBytes(UTF_8)); }

        synchronized byte[] all() { return bytes.toByteArray(); }
    }
}
