package org.recruitmentintake.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.RealParts;

/** The service itself speaks HTTPS, and lets in only who has both a certificate of the clients' authority and a token. */
@QuarkusTest
@WithTestResource(RealParts.class)
@QuarkusTestResource(value = HttpsTest.Certificates.class, restrictToAnnotatedClass = true)
class HttpsTest {

    /** The settings of docs/security.md, with files that live as long as the test. */
    public static final class Certificates implements QuarkusTestResourceLifecycleManager {

        final ThrowAwayAuthority ours = new ThrowAwayAuthority("Ours").issue("server", "localhost");
        final ThrowAwayAuthority clients = new ThrowAwayAuthority("Clients").issue("client", "form.example.org");
        final ThrowAwayAuthority others = new ThrowAwayAuthority("Others").issue("client", "form.example.org");
        final int port = free();
        final int plain = free();

        @Override
        public int order() { return 1; }

        @Override
        public Map<String, String> start() {
            return Map.of("quarkus.http.insecure-requests", "disabled",
                    "quarkus.http.test-port", String.valueOf(plain),
                    "quarkus.http.ssl-port", String.valueOf(port), "quarkus.http.test-ssl-port", String.valueOf(port),
                    "quarkus.http.tls-configuration-name", "https",
                    "quarkus.tls.https.key-store.pem.0.cert", ours.chainOf("server").toString(),
                    "quarkus.tls.https.key-store.pem.0.key", ours.keyOf("server").toString(),
                    "quarkus.tls.https.protocols", "TLSv1.3",
                    "quarkus.tls.https.trust-store.pem.certs", clients.certificate().toString(),
                    "intake.http.client-certificates", "required");
        }

        @Override
        public void inject(TestInjector injector) {
            Map.of("port", port, "plain", plain, "authority", ours.certificate(), "client", clients.storeOf("client"),
                    "stranger",
                    others.storeOf("client"))
                    .forEach((name, value) -> injector.injectIntoFields(value, field -> field.getName().equals(name)));
        }

        @Override
        public void stop() {}

        private static int free() {
            try (var free = new ServerSocket(0)) {
                return free.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @TestHTTPResource(value = "/health/live", management = true)
    String live;

    int port;
    int plain;
    Path authority;
    Path client;
    Path stranger;

    @Test
    void withACertificateAndATokenOneIsLetIn() throws Exception {
        assertEquals(200, ask("TLSv1.3", client, RealParts.token("reviewer-one", "reviewer")));
    }

    @Test
    void aCertificateIsNoToken() throws Exception {
        assertEquals(401, ask("TLSv1.3", client, null));
    }

    @Test
    void aTokenIsNoCertificate() {
        assertThrows(IOException.class, () -> ask("TLSv1.3", null, RealParts.token("reviewer-one", "reviewer")));
    }

    @Test
    void aCertificateOfAnotherAuthorityIsNone() {
        assertThrows(IOException.class,
                () -> ask("TLSv1.3", stranger, RealParts.token("reviewer-one", "reviewer")));
    }

    @Test
    void anOlderProtocolIsRefused() {
        assertThrows(SSLHandshakeException.class,
                () -> ask("TLSv1.2", client, RealParts.token("reviewer-one", "reviewer")));
    }

    @Test
    void plainHttpIsNotSpoken() {
        assertThrows(IOException.class, () -> new Socket("localhost", plain).close());
        assertThrows(IOException.class, () -> HttpClient.newHttpClient().send(HttpRequest
                .newBuilder(URI.create("http://localhost:" + port + "/v1/flow")).build(),
                BodyHandlers.discarding()));
    }

    /** The probes and the collector come without certificates, on a port of their own. */
    @Test
    void theManagementPortGoesOnWithoutTls() {
        RestAssured.get(live).then().statusCode(200);
    }

    private int ask(String protocol, Path certificate, String token) throws Exception {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/v1/applications"));
        if (token != null) request.header("Authorization", "Bearer " + token);
        return HttpClient.newBuilder().sslContext(context(certificate)).sslParameters(parameters).build()
                .send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private SSLContext context(Path certificate) throws Exception {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (var pem = Files.newInputStream(authority)) {
            trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var keys = new KeyManager[0];
        if (certificate != null) {
            var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(KeyStore.getInstance(certificate.toFile(),
                    ThrowAwayAuthority.PASSWORD.toCharArray()), ThrowAwayAuthority.PASSWORD.toCharArray());
            keys = own.getKeyManagers();
        }
        var context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }
}
