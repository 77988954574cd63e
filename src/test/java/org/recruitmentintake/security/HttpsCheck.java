package org.recruitmentintake.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.ProductionArtefactCheck;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.tools.environment.Ports;

/**
 * The service serves HTTPS itself, and requires both a client certificate and a token: the packaged artefact, with the
 * settings of docs/security.md and temporary files.
 */
class HttpsCheck {

    private static final ThrowAwayAuthority SERVICE = new ThrowAwayAuthority("Service").issue("server", "localhost");
    private static final ThrowAwayAuthority CLIENTS = new ThrowAwayAuthority("Clients").issue("client", "a.example");
    private static final ThrowAwayAuthority OTHERS = new ThrowAwayAuthority("Others").issue("client", "a.example");
    private static final Path LOG = Path.of("target", "https.log");
    private static final Path OTHER_LOG = Path.of("target", "https-refused.log");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final Properties SETTINGS = new Properties();

    private static int plain;
    private static int port;
    private static int management;
    private static Process service;

    @BeforeAll
    static void start(@TempDir Path mounted) throws Exception {
        plain = Ports.free();
        port = Ports.free();
        management = Ports.free();
        SETTINGS.putAll(new RealParts().start());
        SETTINGS.putAll(Map.of("quarkus.http.port", String.valueOf(plain), "quarkus.management.port",
                String.valueOf(management), "intake.broker.tls.enabled", "false",
                "intake.plain-connections", "true",
                "quarkus.http.insecure-requests", "disabled", "quarkus.http.ssl-port", String.valueOf(port)));
        SETTINGS.putAll(Map.of("quarkus.http.tls-configuration-name", "https",
                "quarkus.tls.https.key-store.pem.0.cert", SERVICE.chainOf("server").toString(),
                "quarkus.tls.https.key-store.pem.0.key", SERVICE.keyOf("server").toString(),
                "quarkus.tls.https.reload-period", "1H",
                "quarkus.tls.https.protocols", "TLSv1.3",
                "quarkus.tls.https.trust-store.pem.certs", CLIENTS.certificate().toString(),
                "intake.http.client-certificates", "required"));
        service = started(mounted, SETTINGS, LOG);
        await().ignoreExceptions().until(() -> {
            assertTrue(service.isAlive(), () -> textOf(LOG));
            return statusOf("TLSv1.3", CLIENTS, null) == 401;
        });
    }

    @AfterAll
    static void stop() {
        service.destroyForcibly();
    }

    private static Process started(Path mounted, Properties settings, Path log) throws IOException {
        var file = mounted.resolve("https.properties");
        try (var written = Files.newBufferedWriter(file)) {
            settings.store(written, null);
        }
        var process = new ProcessBuilder(ProductionArtefactCheck.command()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        process.environment().put("QUARKUS_CONFIG_LOCATIONS", file.toString());
        return process.start();
    }

    private static String textOf(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void certificateAndTokenGiveAccess() throws Exception {
        assertEquals(200, statusOf("TLSv1.3", CLIENTS, RealParts.token("reviewer-one", "reviewer")));
    }

    @Test
    void certificateWithoutATokenIsRefused() throws Exception {
        assertEquals(401, statusOf("TLSv1.3", CLIENTS, null));
    }

    @Test
    void tokenWithoutACertificateIsRefused() {
        assertThrows(IOException.class, () -> statusOf("TLSv1.3", null, RealParts.token("reviewer-one", "reviewer")));
    }

    @Test
    void certificateOfAnotherAuthorityIsRefused() {
        assertThrows(IOException.class,
                () -> statusOf("TLSv1.3", OTHERS, RealParts.token("reviewer-one", "reviewer")));
    }

    @Test
    void anOlderProtocolIsRefused() {
        assertThrows(SSLHandshakeException.class,
                () -> statusOf("TLSv1.2", CLIENTS, RealParts.token("reviewer-one", "reviewer")));
    }

    @Test
    void plainHttpIsRefused() throws IOException {
        assertThrows(IOException.class, () -> new Socket("localhost", plain).close());
        try (var plainly = new Socket("localhost", port)) {
            assertThrows(IOException.class, () -> status(plainly, ""));
        }
    }

    /** Probes and collector use their own port without certificates. */
    @Test
    void managementPortHasNoTls() {
        RestAssured.get("http://localhost:" + management + "/q/health/live").then().statusCode(200);
    }

    /** Otherwise a certificate of any authority, or a plain connection, would give access. */
    @ParameterizedTest
    @CsvSource({"quarkus.tls.https.trust-store.pem.certs, there is no trust store of the clients' authority",
            "quarkus.http.insecure-requests, plain HTTP is served as well"})
    void missingSettingOfClientCertificatesStopsTheStart(String missing, String complaint, @TempDir Path mounted)
            throws Exception {
        var settings = new Properties();
        settings.putAll(SETTINGS);
        settings.remove(missing);
        var refusing = started(mounted, settings, OTHER_LOG);
        try {
            assertTrue(refusing.waitFor(1, TimeUnit.MINUTES), "the service does not end");
            assertEquals(1, refusing.exitValue());
        } finally {
            refusing.destroyForcibly();
        }
        assertTrue(Files.readString(OTHER_LOG).contains("intake.http.client-certificates: " + complaint),
                () -> textOf(OTHER_LOG));
    }

    /**
     * The status of the answer. Uses a plain socket, since the JDK's client sometimes hangs after a late refusal in TLS
     * 1.3.
     */
    private static int statusOf(String protocol, ThrowAwayAuthority client, String token) throws Exception {
        try (var socket = (SSLSocket) context(client).getSocketFactory().createSocket("localhost", port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            return status(socket, token == null ? "" : "Authorization: Bearer " + token + "\r\n");
        }
    }

    /** @throws IOException if the service closes the connection; a time-out is no refusal */
    private static int status(Socket socket, String header) throws IOException {
        socket.setSoTimeout(120_000);
        try {
            socket.getOutputStream().write(
                    ("GET /v1/applications HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n").getBytes(US_ASCII));
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                var read = socket.getInputStream().read();
                if (read < 0) throw new EOFException();
                head.append((char) read);
            }
            var length = LENGTH.matcher(head);
            socket.getInputStream().skipNBytes(length.find() ? Long.parseLong(length.group(1)) : 0);
            return Integer.parseInt(head.substring(9, 12));
        } catch (SocketTimeoutException silent) {
            throw new AssertionError("neither answered nor refused", silent);
        }
    }

    private static SSLContext context(ThrowAwayAuthority client) throws Exception {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (var pem = Files.newInputStream(SERVICE.certificate())) {
            trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var keys = new KeyManager[0];
        if (client != null) {
            var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(KeyStore.getInstance(client.storeOf("client").toFile(),
                    ThrowAwayAuthority.PASSWORD.toCharArray()), ThrowAwayAuthority.PASSWORD.toCharArray());
            keys = own.getKeyManagers();
        }
        var context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }
}
