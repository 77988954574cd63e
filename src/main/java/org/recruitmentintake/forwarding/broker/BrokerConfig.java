package org.recruitmentintake.forwarding.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The AMQP 1.0 broker. Files are read for every connection, so that a new password or certificate needs no restart. */
@ConfigMapping(prefix = "intake.broker")
public interface BrokerConfig {

    /**
     * One or several, tried in this order for every connection: {@code name}, {@code name:port} or {@code [IPv6]:port}.
     */
    Optional<List<String>> host();

    /** Of each host that names no port. */
    @WithDefault("5671")
    int port();

    /** Of the queue of a branch. {@code {branch}} stands for the branch in lower case with hyphens. */
    @WithDefault("recruitment.{branch}")
    String address();

    /** With {@link #passwordFile()}: SASL PLAIN. Without: the client certificate, or, without TLS, anonymous. */
    Optional<String> username();

    Optional<Path> passwordFile();

    /** The {@code source} of every CloudEvent: which installation sent it. */
    @WithDefault("/recruitment-intake")
    String source();

    Tls tls();

    /** On unless it is switched off, which is for development. */
    interface Tls {

        @WithDefault("true")
        boolean enabled();

        /** PEM: the authority that the broker's certificate must come from; without it those the JDK trusts. */
        Optional<Path> trustFile();

        /** PEM: our own certificate, if the broker asks for one. */
        Optional<Path> certificateFile();

        /** PEM, PKCS#8: its private key. */
        Optional<Path> keyFile();
    }
}
