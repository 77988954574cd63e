package org.recruitmentintake.privacy;

import java.util.Optional;
import java.util.Properties;

import org.eclipse.microprofile.config.Config;
import org.postgresql.Driver;

/** Properties of the connection to the database, as the driver reads them from the URL or beside it. */
final class DriverProperties {

    static final String URL = "quarkus.datasource.jdbc.url";

    private static final String BESIDE_THE_URL = "quarkus.datasource.jdbc.additional-jdbc-properties.";

    private DriverProperties() {}

    /** The value in the URL, else the one beside it; empty without a URL of the driver. */
    static Optional<String> find(Config config, String name) {
        return config.getOptionalValue(URL, String.class).map(url -> Driver.parseURL(url, new Properties()))
                .map(properties -> properties.getProperty(name,
                        config.getOptionalValue(BESIDE_THE_URL + name, String.class).orElse(null)));
    }
}
