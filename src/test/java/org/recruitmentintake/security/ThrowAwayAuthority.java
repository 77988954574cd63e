package org.recruitmentintake.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority for a test, made by the JDK's keytool. */
public final class ThrowAwayAuthority {

    /** The password of all key stores here. */
    public static final String PASSWORD = "throw-away";

    private final Path directory;

    public ThrowAwayAuthority(String name) {
        try {
            directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "authority")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keytool("ca", "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name,
                "-ext", "bc:c", "-validity", "2");
        keytool("ca", "-exportcert", "-rfc", "-alias", "ca", "-file", certificate().toString());
    }

    /** The authority's certificate as PEM. */
    public Path certificate() { return directory.resolve("ca.pem"); }

    /** The certificate chain as PEM. */
    public Path chainOf(String server) {
        return directory.resolve(server + ".pem");
    }

    /** The key as PEM (PKCS#8), readable by its owner only, as PostgreSQL requires. */
    public Path keyOf(String server) {
        return directory.resolve(server + ".key");
    }

    /** Key and chain as PKCS#12. */
    public Path storeOf(String server) { return directory.resolve(server + ".p12"); }

    /** Issues a certificate for that DNS name and no other. */
    public ThrowAwayAuthority issue(String server, String dnsName) {
        var request = directory.resolve(server + ".csr").toString();
        keytool(server, "-genkeypair", "-alias", server, "-keyalg", "EC", "-groupname", "secp256r1", "-dname",
                "CN=" + dnsName, "-validity", "2");
        keytool(server, "-certreq", "-alias", server, "-file", request);
        keytool("ca", "-gencert", "-rfc", "-alias", "ca", "-infile", request, "-outfile", chainOf(server).toString(),
                "-ext", "san=dns:" + dnsName, "-ext", "eku=serverAuth,clientAuth", "-validity", "2");
        keytool(server, "-importcert", "-noprompt", "-alias", "ca", "-file", certificate().toString());
        keytool(server, "-importcert", "-noprompt", "-alias", server, "-file", chainOf(server).toString());
        try {
            var store = KeyStore.getInstance(storeOf(server).toFile(), PASSWORD.toCharArray());
            var key = store.getKey(server, PASSWORD.toCharArray());
            Files.createFile(keyOf(server),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(keyOf(server), "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                    + "\n-----END PRIVATE KEY-----\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keytool(String store, String... arguments) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", storeOf(store).toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IllegalStateException("keytool " + arguments[0] + ": " + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
