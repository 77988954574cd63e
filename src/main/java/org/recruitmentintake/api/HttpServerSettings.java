package org.recruitmentintake.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.VertxHttpConfig.InsecureRequests;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.recruitmentintake.api.limits.HttpConfig;

/** Settings of the HTTP servers that the framework has no property for, or only one that is fixed in the build. */
@ApplicationScoped
public class HttpServerSettings implements HttpServerOptionsCustomizer {

    /** Bytes of unread answers that the kernel keeps for one connection; the default grows to some megabytes. */
    private static final int SEND_BUFFER = 32 * 1024;

    @Inject
    HttpConfig config;

    @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled")
    InsecureRequests plainHttp;

    @Override
    public void customizeHttpServer(HttpServerOptions plain) {
        if (config.clientCertificates() == ClientAuth.REQUIRED && plainHttp == InsecureRequests.ENABLED) {
            throw unusable("plain HTTP is served as well; quarkus.http.insecure-requests is to be disabled");
        }
        plain.setSendBufferSize(SEND_BUFFER);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions https) {
        // Without a trust store, a certificate of any authority that Java trusts would be accepted.
        var certificates = config.clientCertificates();
        if (certificates != ClientAuth.NONE && https.getTrustOptions() == null) {
            throw unusable("there is no trust store of the clients' authority");
        }
        https.setClientAuth(certificates);
        https.setSendBufferSize(SEND_BUFFER);
    }

    private static ConfigurationException unusable(String why) {
        return new ConfigurationException("intake.http.client-certificates: " + why);
    }
}
