package org.recruitmentintake.tools.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.recruitmentintake.tools.page.Question.Route;

/** The examples of the documentation as a filled-in form, each time with another document's number. */
final class Examples {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Examples() {}

    static Answers of(Route route) {
        try {
            var example = JSON.readTree(Path.of("docs/examples", route.path() + ".json").toFile());
            return Body.answers(example).with("/applicant/document/number",
                    "TEST" + UUID.randomUUID().toString().substring(0, 8).toUpperCase());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
