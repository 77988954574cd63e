package org.recruitmentintake.api.limits;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.ClientAuth;

/** The HTTP server, beside the settings of the framework. */
@ConfigMapping(prefix = "intake.http")
public interface HttpConfig {

    /** Longer than any wait of the service, so that it ends slow readers only. */
    @WithDefault("30S")
    Duration answerTimeout();

    /** The framework's {@code quarkus.http.ssl.client-auth} is fixed in the build. */
    @WithDefault("none")
    ClientAuth clientCertificates();

    /** Addresses, or networks as CIDR. Only their {@code X-Forwarded-For} is used. */
    Optional<List<String>> trustedProxies();
}
