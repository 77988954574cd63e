package org.recruitmentintake.tools.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.recruitmentintake.tools.page.Question.Route;

/** The examples of the documentation as a filled-in form, each form with another document's number. */
final class Examples {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Examples() {}

    /** @param key of the form: the same form has the same number */
    static Answers of(Route route, String key) {
        try {
            var example = JSON.readTree(Path.of("docs/examples", route.path() + ".json").toFile());
            return Body.answers(example).with("/applicant/document/number",
                    "TEST" + UUID.nameUUIDFromBytes(key.getBytes(UTF_8)).toString().substring(0, 8).toUpperCase());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
