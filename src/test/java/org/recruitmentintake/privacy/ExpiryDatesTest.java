package org.recruitmentintake.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expiry dates of certificates and keys, which alerts read from a metric. */
class ExpiryDatesTest {

    /** A self-signed certificate, valid until 2036-11-25T05:20:15Z. */
    private static final String LATER = """
            -----BEGIN CERTIFICATE-----
            MIIBcjCCARmgAwIBAgIUCD5KiRAonGhW4Pv+gtnXreuDSFQwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjgwNTIwMTVaFw0zNjExMjUwNTIwMTVa
            MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS3VpFX
            /PWHGnHueSpyDU0b9XTZ67aSwpelB91RQkN8dK4AcaCuhXNO0dKRGb30MztdaQFt
            SZS5Vy+93hvCYtu7o1MwUTAdBgNVHQ4EFgQUyxXSTZHKoidgYVyth/V4p/UY4c4w
            HwYDVR0jBBgwFoAUyxXSTZHKoidgYVyth/V4p/UY4c4wDwYDVR0TAQH/BAUwAwEB
            /zAKBggqhkjOPQQDAgNHADBEAiBokf9ej6JSdbGz57i4/Y7d5IOBDj+gGQKdNutR
            Pv1nJAIgeJihw4PslalSCwCBEFP+GgxXkx5PkoftjOftLXdpo4Q=
            -----END CERTIFICATE-----
            """;

    /** A self-signed certificate, valid until 2035-02-14T05:20:15Z. */
    private static final String SOONER = """
            -----BEGIN CERTIFICATE-----
            MIIBdDCCARmgAwIBAgIUQCt+sZpcTMsJw8Pu5TYMmN3eGMcwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjgwNTIwMTVaFw0zNTAyMTQwNTIwMTVa
            MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS3VpFX
            /PWHGnHueSpyDU0b9XTZ67aSwpelB91RQkN8dK4AcaCuhXNO0dKRGb30MztdaQFt
            SZS5Vy+93hvCYtu7o1MwUTAdBgNVHQ4EFgQUyxXSTZHKoidgYVyth/V4p/UY4c4w
            HwYDVR0jBBgwFoAUyxXSTZHKoidgYVyth/V4p/UY4c4wDwYDVR0TAQH/BAUwAwEB
            /zAKBggqhkjOPQQDAgNJADBGAiEA6/4+pmdXgIqkwXB5dCD4c+6Hlg2nUi62EBq6
            Ep6wmQkCIQDEa5kadsypj4cw/4+kD3KqJwfhNQpFrnNz1REe3cL2hA==
            -----END CERTIFICATE-----
            """;

    @TempDir
    Path folder;

    @Test
    void earliestEndOfSeveralCertificatesIsReported() throws IOException {
        var file = Files.writeString(folder.resolve("broker.pem"), LATER + SOONER);
        assertEquals(Map.of("broker-authority", Instant.parse("2035-02-14T05:20:15Z")),
                dates(Map.of("intake.broker.tls.trust-file", file.toString())).find());
    }

    @Test
    void authorityOfTheDatabaseIsFoundInItsAddress() throws IOException {
        var file = Files.writeString(folder.resolve("postgres.pem"), LATER);
        assertEquals(Map.of("database-authority", Instant.parse("2036-11-25T05:20:15Z")), dates(Map.of(
                "quarkus.datasource.jdbc.url", "jdbc:postgresql://db:5432/intake?sslmode=verify-full&sslrootcert="
                        + file))
                .find());
    }

    @Test
    void authorityOfTheDatabaseIsReadAsTheDriverReadsIt() throws IOException {
        var file = Files.writeString(folder.resolve("postgres ca.pem"), LATER);
        assertEquals(Map.of("database-authority", Instant.parse("2036-11-25T05:20:15Z")), dates(Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://db:5432/intake?sslrootcert=/of/another.pem&sslrootcert="
                        + file.toString().replace(" ", "%20")))
                .find());
    }

    @Test
    void authorityOfTheDatabaseIsFoundInThePropertiesOfTheDriver() throws IOException {
        var file = Files.writeString(folder.resolve("postgres.pem"), LATER);
        assertEquals(Map.of("database-authority", Instant.parse("2036-11-25T05:20:15Z")),
                dates(Map.of("quarkus.datasource.jdbc.url", "jdbc:postgresql://db:5432/intake",
                        "quarkus.datasource.jdbc.additional-jdbc-properties.sslrootcert", file.toString())).find());
    }

    @Test
    void signingKeyExpiresAtTheTimeInItsJwk() throws IOException {
        Files.writeString(folder.resolve("a.jwk"), "{\"kty\":\"EC\",\"exp\": 2000000000}");
        Files.writeString(folder.resolve("b.jwk"), "{\"kty\":\"EC\"}");
        Files.writeString(folder.resolve("current"), "a");
        assertEquals(Map.of("signing-key/a", Instant.ofEpochSecond(2000000000)),
                dates(Map.of("intake.keys.signing", folder.toString())).find());
    }

    @Test
    void unreadableFileHasNoExpiryDate() throws IOException {
        var file = Files.writeString(folder.resolve("broker.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        assertEquals(Map.of(), dates(Map.of("intake.broker.tls.trust-file", file.toString(), "intake.keys.signing",
                folder.resolve("none").toString())).find());
    }

    @Test
    void renewedCertificateChangesTheMetric() throws IOException {
        var file = Files.writeString(folder.resolve("broker.pem"), SOONER);
        var dates = dates(Map.of("intake.broker.tls.trust-file", file.toString()));
        var metrics = new SimpleMeterRegistry();
        dates.bindTo(metrics);
        assertEquals(Instant.parse("2035-02-14T05:20:15Z").getEpochSecond(), gauge(metrics));
        Files.writeString(file, LATER);
        dates.refresh();
        assertEquals(Instant.parse("2036-11-25T05:20:15Z").getEpochSecond(), gauge(metrics));
    }

    private static long gauge(SimpleMeterRegistry metrics) {
        return (long) metrics.get("intake.expiry.timestamp").tag("of", "broker-authority").gauge().value();
    }

    private static ExpiryDates dates(Map<String, String> settings) {
        return new ExpiryDates(new SmallRyeConfigBuilder().withDefaultValues(settings).build());
    }
}
