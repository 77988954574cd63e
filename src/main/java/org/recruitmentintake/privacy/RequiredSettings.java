package org.recruitmentintake.privacy;

import java.util.List;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses to start while anything is missing that cannot have a default, and names all of it in one message: whoever
 * sets up an installation repairs it in one go.
 */
@ApplicationScoped
public class RequiredSettings {

    /** Part of the service that cannot work without something that it must be given. */
    public interface Part {

        /** One line for each thing that is missing or unusable: the setting and the file, never what is in it. */
        List<String> faults();
    }

    /**
     * What the framework must be given. It would start without: with no issuer or no audience named it would take any token
     * that the key opens, and with no database it would answer every request with an error.
     */
    private static final List<String> OF_THE_FRAMEWORK = List.of("mp.jwt.verify.issuer", "mp.jwt.verify.audiences",
            "mp.jwt.verify.publickey.location", "quarkus.datasource.jdbc.url", "quarkus.datasource.username",
            "quarkus.datasource.password");

    /**
     * An empty value, such as a key without a value in a ConfigMap, is none. The framework would stop at the first of them,
     * before anything else that is missing could be named.
     */
    public static final class EmptyIsUnset implements ConfigSourceInterceptor {

        private static final long serialVersionUID = 1;

        @Override
        public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
            var value = context.proceed(name);
            return value != null && OF_THE_FRAMEWORK.contains(name) && "".equals(value.getValue()) ? null : value;
        }
    }

    private final Instance<Part> parts;
    private final Config config;

    RequiredSettings(Instance<Part> parts, Config config) {
        this.parts = parts;
        this.config = config;
    }

    void check(@Observes @Priority(1) StartupEvent starting) {
        var unset = OF_THE_FRAMEWORK.stream().filter(name -> config.getOptionalValue(name, String.class).isEmpty())
                .map(name -> name + " is not set");
        var faults = Stream.concat(unset, parts.stream().flatMap(part -> part.faults().stream())).sorted().toList();
        if (!faults.isEmpty()) {
            // Of this kind the framework prints the message alone, without a trace of the stack.
            throw new ConfigurationException("The service does not start, because of its settings:\n  - "
                    + String.join("\n  - ", faults));
        }
    }
}
