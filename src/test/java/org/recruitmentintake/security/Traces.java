package org.recruitmentintake.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Searches bytes for words: as UTF-8 in upper and lower case, as UTF-16, in hexadecimal, in Base64 at each offset. */
final class Traces {

    private final List<String> words;
    /** The forms by their first two bytes, so that one pass over the bytes finds any of them. */
    private final Map<Integer, List<byte[]>> forms = new HashMap<>();
    private final BitSet beginnings = new BitSet();

    Traces(List<String> words) {
        this.words = words;
        for (var word : words) {
            for (var form : List.of(word, word.toUpperCase(Locale.ROOT), word.toLowerCase(Locale.ROOT))) {
                var bytes = form.getBytes(UTF_8);
                add(bytes);
                add(form.getBytes(UTF_16LE));
                add(form.getBytes(UTF_16BE));
                add(HexFormat.of().formatHex(bytes).getBytes(US_ASCII));
                for (int offset = 0; offset < 3; offset++) {
                    add(inBase64(bytes, offset).getBytes(US_ASCII));
                }
            }
        }
    }

    private void add(byte[] form) {
        forms.computeIfAbsent(beginning(form, 0), none -> new ArrayList<>()).add(form);
        beginnings.set(beginning(form, 0));
    }

    private static int beginning(byte[] bytes, int at) {
        return Byte.toUnsignedInt(bytes[at]) << Byte.SIZE | Byte.toUnsignedInt(bytes[at + 1]);
    }

    /** The Base64 characters at this offset that depend on these bytes only. */
    private static String inBase64(byte[] bytes, int offset) {
        var shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        var text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return text.substring(offset == 0 ? 0 : offset + 1, shifted.length * 8 / 6);
    }

    /** The place, if any of the forms is in the bytes. */
    List<String> in(String place, byte[] bytes) { return first(bytes) >= 0 ? List.of(place) : List.of(); }

    /** The first position; -1 if there is none. */
    private int first(byte[] bytes) {
        for (var at = 0; at + 1 < bytes.length; at++) {
            var beginning = beginning(bytes, at);
            if (!beginnings.get(beginning)) continue;
            for (var form : forms.get(beginning)) {
                if (isAt(form, bytes, at)) return at;
            }
        }
        return -1;
    }

    private static boolean isAt(byte[] form, byte[] bytes, int at) {
        return at + form.length <= bytes.length
                && Arrays.equals(bytes, at, at + form.length, form, 0, form.length);
    }

    List<String> in(String place, String text) { return in(place, text.getBytes(UTF_8)); }

    /** The bytes around the first position, to find the source. */
    String around(byte[] bytes) {
        var text = new String(bytes, ISO_8859_1);
        var at = first(bytes);
        return at < 0 ? "" : text.substring(Math.max(0, at - 150), Math.min(text.length(), at + 80));
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
