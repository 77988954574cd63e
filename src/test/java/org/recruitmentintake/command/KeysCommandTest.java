package org.recruitmentintake.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.RsaKeyUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that creates keys and prints their check values. */
class KeysCommandTest {

    private static final RsaJsonWebKey RECIPIENT = recipient(3072);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void firstKeyIsInUseAndSecondIsNot() throws IOException {
        assertEquals(0, run("sealing", at("sealing"), "2026-1"));
        assertEquals(0, run("sealing", at("sealing"), "2026-2"));
        assertEquals("2026-1", Files.readString(folder.resolve("sealing/current")).strip());
        assertEquals(0, run("signing", at("signing"), "a"));
        assertEquals("a", Files.readString(folder.resolve("signing/current")).strip());
    }

    @Test
    void printRepeatsTheOutputOfCreation() {
        run("sealing", at("sealing"), "1");
        run("blind-index", at("blind/key"));
        run("signing", at("signing"), "1");
        var created = out.toString(UTF_8);
        out.reset();
        assertEquals(0, run("print", "sealing", at("sealing")));
        assertEquals(0, run("print", "blind-index", at("blind/key")));
        assertEquals(0, run("print", "signing", at("signing")));
        assertEquals(created, out.toString(UTF_8));
        assertTrue(created.lines().toList().get(0).matches("purpose sealing, id 1, check value [0-9a-f]{32}"), created);
        assertTrue(created.lines().toList().get(2).matches("purpose signing, id 1, thumbprint [\\w-]{43}"), created);
    }

    @Test
    void filesAreReadableByTheirOwnerOnly() throws IOException {
        run("signing", at("signing"), "1");
        assertEquals("rwx------", permissions("signing"));
        assertEquals("rw-------", permissions("signing/1.jwk"));
    }

    @Test
    void noKeyIsOverwritten() throws IOException {
        run("sealing", at("sealing"), "1");
        run("blind-index", at("key"));
        run("signing", at("signing"), "1");
        var before = files();
        assertEquals(1, run("sealing", at("sealing"), "1"));
        assertEquals(1, run("blind-index", at("key")));
        assertEquals(1, run("signing", at("signing"), "1"));
        assertEquals(before, files());
        assertTrue(err.toString(UTF_8).contains("is not overwritten"), err.toString(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../1", "a/b", "current", "", ".hidden", "white space"})
    void idThatIsNoFileNameIsRefused(String id) throws IOException {
        assertEquals(1, run("sealing", at("sealing"), id));
        assertEquals(List.of(), files());
    }

    @Test
    void recipientsKeyIsAcceptedAsJwkAndAsPem() throws Exception {
        var thumbprint = RECIPIENT.calculateBase64urlEncodedThumbprint("SHA-256");
        for (var content : List.of(RECIPIENT.toJson(), RsaKeyUtil.pemEncode(RECIPIENT.getRsaPublicKey()))) {
            out.reset();
            assertEquals(0, run("recipient", at("recipients"), "NATIONAL_GUARD", write(content), thumbprint));
            assertEquals("purpose recipient, id NATIONAL_GUARD, thumbprint " + thumbprint, out.toString(UTF_8).strip());
        }
        assertEquals(List.of("NATIONAL_GUARD.jwk"), names("recipients"));
    }

    @Test
    void recipientsKeyWithoutThumbprintAsksForComparison() throws Exception {
        assertEquals(0, run("recipient", at("recipients"), "NATIONAL_GUARD", write(RECIPIENT.toJson())));
        assertTrue(out.toString(UTF_8).contains("Compare this thumbprint"), out.toString(UTF_8));
    }

    @Test
    void unusableRecipientsKeyIsRefused() throws Exception {
        assertEquals(1, run("recipient", at("recipients"), "NATIONAL_GUARD", write(RECIPIENT.toJson()), "another"));
        assertEquals(1, run("recipient", at("recipients"), "NAVY", write(RECIPIENT.toJson())));
        assertEquals(1, run("recipient", at("recipients"), "NATIONAL_GUARD", write(recipient(2048).toJson())));
        assertEquals(1, run("recipient", at("recipients"), "NATIONAL_GUARD", write("-----BEGIN PUBLIC KEY-----\nno")));
        assertEquals(1, run("recipient", at("recipients"), "NATIONAL_GUARD", at("missing")));
        var secret = RECIPIENT.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        assertEquals(1, run("recipient", at("recipients"), "NATIONAL_GUARD", write(secret)));
        assertFalse(Files.exists(folder.resolve("recipients")));
        assertTrue(err.toString(UTF_8).contains("holds a private key"), err.toString(UTF_8));
    }

    @Test
    void printNamesFaultsOfKeys() throws IOException {
        run("sealing", at("sealing"), "1");
        Files.writeString(folder.resolve("sealing/2"), "short");
        assertEquals(1, run("print", "sealing", at("sealing")));
        assertTrue(err.toString(UTF_8).contains("sealing/2 is not the base64 of 32 bytes"), err.toString(UTF_8));
    }

    @Test
    void wrongUsageIsExplained() {
        for (var words : List.of("", "sealing", "print nothing x", "signing a b c", "recipient a b")) {
            assertEquals(2, run(words.split(" ")), words);
        }
        assertTrue(err.toString(UTF_8).contains("keys sealing FOLDER ID"), err.toString(UTF_8));
    }

    private int run(String... words) {
        return KeysCommand.run(List.of(words), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private String at(String path) { return folder.resolve(path).toString(); }

    private String write(String content) throws IOException {
        return Files.writeString(folder.resolve("received"), content).toString();
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }

    private List<String> names(String path) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(path))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().map(file -> {
                try {
                    return file + "=" + Files.readString(file);
                } catch (IOException failure) {
                    throw new AssertionError(failure);
                }
            }).toList();
        }
    }

    private static RsaJsonWebKey recipient(int bits) {
        try {
            return RsaJwkGenerator.generateJwk(bits);
        } catch (Exception bug) {
            throw new AssertionError(bug);
        }
    }
}
