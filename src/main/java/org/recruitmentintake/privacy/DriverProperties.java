package org.recruitmentintake.privacy;

import java.util.List;
import java.util.Optional;
import java.util.Properties;

import org.eclipse.microprofile.config.Config;
import org.postgresql.Driver;

/**
 * Properties of the connection to the database, as the driver reads them: from the URL, else from the settings beside
 * it, else from the service file that one of them names.
 */
final class DriverProperties {

    static final String URL = "quarkus.datasource.jdbc.url";

    private static final String BESIDE_THE_URL = "quarkus.datasource.jdbc.additional-jdbc-properties.";
    private static final List<String> NAMES = List.of("service", "sslmode", "sslrootcert");

    private DriverProperties() {}

    /**
     * Empty without a URL, with one that the driver cannot read, and without the property.
     *
     * @param name {@code sslmode} or {@code sslrootcert}
     */
    static Optional<String> find(Config config, String name) {
        return read(config).map(properties -> properties.getProperty(name));
    }

    static boolean isUrlUnreadable(Config config) {
        return config.getOptionalValue(URL, String.class).isPresent() && read(config).isEmpty();
    }

    private static Optional<Properties> read(Config config) {
        var beside = new Properties();
        NAMES.forEach(name -> config.getOptionalValue(BESIDE_THE_URL + name, String.class)
                .ifPresent(value -> beside.setProperty(name, value)));
        return config.getOptionalValue(URL, String.class).map(url -> Driver.parseURL(url, beside));
    }
}
