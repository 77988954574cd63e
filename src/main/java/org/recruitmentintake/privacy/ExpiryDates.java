package org.recruitmentintake.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.scheduler.Scheduled;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * The expiry of the certificates and keys that the service reads from files, as a gauge for an alert. Of several
 * certificates in a file, the first to expire counts. A key expires only if its JWK has an {@code exp} (seconds).
 */
@Singleton
public class ExpiryDates implements MeterBinder {

    private static final Logger LOG = Logger.getLogger(ExpiryDates.class);

    /** The name in the gauge of each setting that names a PEM file. */
    private static final Map<String, String> CERTIFICATES = Map.of(
            "intake.broker.tls.trust-file", "broker-authority", "intake.broker.tls.certificate-file", "broker-client",
            "smallrye.jwt.client.tls.certificate-path", "issuer-authority", "quarkus.http.ssl.certificate.files",
            "own-server");

    /** The name in the gauge of each setting that names a directory of JWKs. */
    private static final Map<String, String> KEYS = Map.of(
            "intake.keys.signing", "signing-key", "intake.keys.recipients", "recipient-key");

    private static final Pattern EXP = Pattern.compile("\"exp\"\\s*:\\s*(\\d{1,12})\\b");

    private final Config config;
    private final Map<MeterRegistry, MultiGauge> gauges = new ConcurrentHashMap<>();

    ExpiryDates(Config config) {
        this.config = config;
    }

    /** Reads the files again, which may hold renewed certificates. */
    @Scheduled(every = "10M", delayed = "10M", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        var rows = find().entrySet().stream()
                .map(found -> Row.of(Tags.of("of", found.getKey()), found.getValue().getEpochSecond())).toList();
        gauges.values().forEach(gauge -> gauge.register(rows, true));
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        gauges.put(metrics, MultiGauge.builder("intake.expiry.timestamp").baseUnit("seconds").register(metrics));
        refresh();
    }

    /** The expiry by the name in the gauge, without files that do not expire or cannot be read. */
    Map<String, Instant> find() {
        var found = new HashMap<String, Instant>();
        CERTIFICATES.forEach((setting, name) -> value(setting).ifPresent(file -> add(found, name, Path.of(file))));
        DriverProperties.find(config, "sslrootcert")
                .ifPresent(file -> add(found, "database-authority", Path.of(file)));
        KEYS.forEach((setting, name) -> value(setting).ifPresent(directory -> {
            for (var file : files(Path.of(directory))) {
                add(found, name + "/" + file.getFileName().toString().replace(".jwk", ""), file);
            }
        }));
        return found;
    }

    private Optional<String> value(String setting) { return config.getOptionalValue(setting, String.class); }

    private static List<Path> files(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jwk")).toList();
        } catch (IOException missing) {
            // Another check stops the start if a directory of keys is missing.
            return List.of();
        }
    }

    private static void add(Map<String, Instant> found, String name, Path file) {
        try {
            (file.toString().endsWith(".jwk") ? endOfKey(file) : endOfCertificates(file))
                    .ifPresent(end -> found.put(name, end));
        } catch (IOException | CertificateException e) {
            LOG.warnf("The last day of %s cannot be read: %s", name, e.getClass().getSimpleName());
        }
    }

    private static Optional<Instant> endOfKey(Path file) throws IOException {
        return EXP.matcher(Files.readString(file)).results()
                .map(exp -> Instant.ofEpochSecond(Long.parseLong(exp.group(1)))).findFirst();
    }

    private static Optional<Instant> endOfCertificates(Path file) throws IOException, CertificateException {
        try (var pem = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(certificate -> ((X509Certificate) certificate).getNotAfter().toInstant())
                    .min(Comparator.naturalOrder());
        }
    }
}
