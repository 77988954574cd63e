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
     * One host or several, tried in this order for every connection: {@code name}, {@code name:port} or
     * {@code [IPv6]:port}.
     */
    Optional<List<String>> host();

    /** The port of each host that names none. */
    @WithDefault("5671")
    int port();

    /** The address of a branch's queue. {@code {branch}} stands for the branch in lower case with hyphens. */
    @WithDefault("recruitment.{branch}")
    String address();

    /** With {@link #passwordFile()}: SASL PLAIN. Without: the client certificate, or, without TLS, anonymous. */
    Optional<String> username();

    Optional<Path> passwordFile();

    /** The {@code source} of every CloudEvent: the installation that sent it. */
    @WithDefault("/recruitment-intake")
    String source();

    Tls tls();

    /** TLS to the broker; switch it off in development only. */
    interface Tls {

        @WithDefault("true")
        boolean enabled();

        /** PEM: the authority of the broker's certificate; without it those that the JDK trusts. */
        Optional<Path> trustFile();

        /** PEM: the client certificate, if the broker asks for one. */
        Optional<Path> certificateFile();

        /** PEM, PKCS#8: its private key. */
        Optional<Path> keyFile();
    }
}
