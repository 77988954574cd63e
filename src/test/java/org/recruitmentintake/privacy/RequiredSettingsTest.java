package org.recruitmentintake.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Instance;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.privacy.keys.KeysConfig;
import org.recruitmentintake.privacy.keys.StartupCheck;

/** One message names all faults of the settings, and quotes no key file. */
public class RequiredSettingsTest {

    private static final Map<String, String> SET = Map.of("quarkus.datasource.username", "intake_app",
            "quarkus.datasource.password", "secret", "quarkus.datasource.jdbc.url",
            "jdbc:postgresql://db.example:5432/intake?sslmode=verify-full&sslrootcert=/etc/ca.pem",
            "mp.jwt.verify.issuer", "https://issuer.example", "mp.jwt.verify.audiences", "recruitment-intake",
            "mp.jwt.verify.publickey.location", "https://issuer.example/jwks");

    private KeyFolder folder;

    @BeforeEach
    void keys(@TempDir Path directory) {
        folder = KeyFolder.in(directory);
    }

    @Test
    void completeFolderHasNoFaults() {
        assertEquals(List.of(), new Vault(folder).faults());
        assertEquals(List.of(), new BlindIndex(folder).faults());
    }

    @Test
    void unsetSettingIsNamed() {
        var nothing = new KeysConfig() {
            public Optional<Path> sealing() { return Optional.empty(); }

            public Optional<Path> blindIndex() { return Optional.empty(); }

            public Optional<Path> signing() { return Optional.empty(); }

            public Optional<Path> recipients() { return Optional.empty(); }
        };
        assertEquals(List.of("intake.keys.sealing is not set"), new Vault(nothing).faults());
        assertEquals(List.of("intake.keys.blind-index is not set"), new BlindIndex(nothing).faults());
    }

    @Test
    void oneMessageNamesEveryFault() {
        folder.delete("sealing/current");
        folder.delete("blind-index");
        var refused = assertThrows(ConfigurationException.class,
                () -> new RequiredSettings(injected(new Vault(folder), new BlindIndex(folder)), config(SET), false)
                        .check(new StartupEvent()));
        assertEquals("""
                The service does not start, because of its settings:
                  - intake.keys.blind-index: %1$s/blind-index cannot be read
                  - intake.keys.sealing: %1$s/sealing/current is missing""".formatted(folder.directory()),
                refused.getMessage());
    }

    /** Without an issuer, the framework would start and accept tokens of any issuer. */
    @Test
    void missingSettingsOfTheFrameworkAreNamed() {
        folder.delete("blind-index");
        var refused = assertThrows(ConfigurationException.class, () -> new RequiredSettings(
                injected(new BlindIndex(folder)), config(Map.of("quarkus.datasource.username", "intake_app")), false)
                .check(new StartupEvent()));
        assertEquals("""
                The service does not start, because of its settings:
                  - intake.keys.blind-index: %1$s/blind-index cannot be read
                  - mp.jwt.verify.audiences is not set
                  - mp.jwt.verify.issuer is not set
                  - mp.jwt.verify.publickey.location is not set
                  - quarkus.datasource.jdbc.url is not set
                  - quarkus.datasource.password is not set""".formatted(folder.directory()), refused.getMessage());
    }

    @Test
    void everyBadFileIsNamedAndNoneIsQuoted() {
        folder.write("sealing/short", "c2VjcmV0");
        folder.write("sealing/not-base64", "!secret!");
        folder.write("blind-index", "c2VjcmV0");
        var faults = new Vault(folder).faults();
        assertEquals(2, faults.size());
        assertTrue(faults.get(0).endsWith("sealing/not-base64 is not the base64 of 32 bytes"), faults.get(0));
        assertTrue(faults.get(1).endsWith("sealing/short is not the base64 of 32 bytes"), faults.get(1));
        var fault = new BlindIndex(folder).faults().get(0);
        assertTrue(fault.endsWith("blind-index is not the base64 of 32 bytes"), fault);
    }

    @Test
    void missingKeyOrFileCurrentIsAFault() {
        folder.write("sealing/current", "2031-a");
        assertTrue(new Vault(folder).faults().get(0).endsWith("current names a key that is not there"));
        folder.delete("sealing/current");
        assertTrue(new Vault(folder).faults().get(0).endsWith("current is missing"));
    }

    @Test
    void keysAreReadOnce() {
        var vault = new Vault(folder);
        var index = new BlindIndex(folder);
        var hash = index.fingerprint(new byte[] {1});
        folder.addSealingKey("2031-a");
        folder.write("sealing/current", "2031-a");
        folder.write("blind-index", KeyFolder.randomKey());
        assertEquals("dev-1", vault.newKey(UUID.randomUUID()).keyId());
        assertEquals(List.of(), vault.faults());
        assertArrayEquals(hash, index.fingerprint(new byte[] {1}));
        assertEquals("2031-a", new Vault(folder).newKey(UUID.randomUUID()).keyId());
    }

    @Test
    void unusableKeysSealNothing() {
        folder.write("sealing/current", "2031-a");
        assertThrows(IllegalStateException.class, () -> new Vault(folder).newKey(UUID.randomUUID()));
        folder.delete("blind-index");
        assertThrows(IllegalStateException.class, () -> new BlindIndex(folder).fingerprint(new byte[] {1}));
    }

    /** Without TLS an attacker on the network could read and change the traffic. */
    @Test
    void unverifiedConnectionIsNamedWithoutItsValue() {
        var plain = changed("quarkus.datasource.jdbc.url", "jdbc:postgresql://db.example/intake?user=a&password=secret",
                "mp.jwt.verify.publickey.location", "http://issuer.example/secret",
                "intake.broker.tls.enabled", "false");
        var refused = assertThrows(ConfigurationException.class, () -> start(plain));
        assertEquals("""
                The service does not start, because of its settings:
                  - intake.broker.tls.enabled is not true (intake.plain-connections)
                  - mp.jwt.verify.publickey.location is neither https: nor a file (intake.plain-connections)
                  - quarkus.datasource.jdbc.url does not say sslmode=verify-full (intake.plain-connections)""",
                refused.getMessage());
        new RequiredSettings(injected(), config(plain), true).check(new StartupEvent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake", "intake?sslmode=require", "intake?sslmode=verify-ca",
            "intake?ApplicationName=sslmode=verify-full", "intake?sslmode=verify-full&sslmode=disable",
            "intake?ApplicationName=a?sslmode=verify-full", "intake?sslmode=verify-fullish", "intake?sslmode="})
    void databaseWithoutVerifiedNameIsRefused(String url) {
        var settings = changed("quarkus.datasource.jdbc.url", "jdbc:postgresql://db.example/" + url);
        assertThrows(ConfigurationException.class, () -> start(settings));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/etc/intake/trust/jwks.json", "/etc/intake/trust/jwks.json"})
    void keysOfTheIssuerMayBeInAFile(String location) {
        start(changed("mp.jwt.verify.publickey.location", location));
    }

    @Test
    void sslModeMayBeASettingOfTheDriver() {
        var settings = changed("quarkus.datasource.jdbc.url", "jdbc:postgresql://db.example/intake",
                "quarkus.datasource.jdbc.additional-jdbc-properties.sslmode", "verify-full");
        start(settings);
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://db.example/intake?sslmode=prefer");
        assertThrows(ConfigurationException.class, () -> start(settings), "the setting in the address wins");
    }

    /** The driver reads the service file last, and finds it by this property. */
    @Test
    void sslModeBesideTheAddressWinsOverTheServiceFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("services.conf"), "[prod]\nsslmode=verify-full\n");
        System.setProperty("org.postgresql.pgservicefile", file.toString());
        try {
            var settings = changed("quarkus.datasource.jdbc.url", "jdbc:postgresql:///intake?service=prod");
            start(settings);
            settings.put("quarkus.datasource.jdbc.additional-jdbc-properties.sslmode", "require");
            assertThrows(ConfigurationException.class, () -> start(settings));
        } finally {
            System.clearProperty("org.postgresql.pgservicefile");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db.example:port/intake?sslmode=verify-full", "jdbc:other:intake"})
    void addressThatTheDriverCannotReadIsNamedAsSuch(String url) {
        var refused = assertThrows(ConfigurationException.class,
                () -> start(changed("quarkus.datasource.jdbc.url", url)));
        assertEquals("""
                The service does not start, because of its settings:
                  - quarkus.datasource.jdbc.url is no URL that the driver can read""", refused.getMessage());
    }

    private static Map<String, String> changed(String... pairs) {
        var settings = new HashMap<>(SET);
        for (var i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    private static void start(Map<String, String> settings) {
        new RequiredSettings(injected(), config(settings), false).check(new StartupEvent());
    }

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().withDefaultValues(settings).build();
    }

    /** The checks in the form in which the container injects them. */
    @SuppressWarnings("unchecked")
    public static Instance<StartupCheck> injected(StartupCheck... checks) {
        return (Instance<StartupCheck>) Proxy.newProxyInstance(Instance.class.getClassLoader(),
                new Class<?>[] {Instance.class}, (proxy, method, arguments) -> Stream.of(checks));
    }
}
