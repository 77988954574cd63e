package org.recruitmentintake.privacy;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import io.quarkus.runtime.StartupEvent;

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

    private final Instance<Part> parts;

    RequiredSettings(Instance<Part> parts) {
        this.parts = parts;
    }

    void check(@Observes @Priority(1) StartupEvent starting) {
        var faults = parts.stream().flatMap(part -> part.faults().stream()).sorted().toList();
        if (!faults.isEmpty()) {
            throw new IllegalStateException("The service does not start, because of its settings:\n  - "
                    + String.join("\n  - ", faults));
        }
    }
}
