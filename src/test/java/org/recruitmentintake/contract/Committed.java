package org.recruitmentintake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** Documents that are generated, and committed, so that a change of them is seen in a review. */
final class Committed {

    static final Path OPENAPI = Path.of("docs/openapi.yaml");
    static final Path RELEASED = Path.of("docs/openapi-released.yaml");

    private Committed() {}

    /** Fails where the committed document is another; {@code -Dcontract.rewrite=true} writes it anew instead. */
    static void holds(Path committed, String generated) throws IOException {
        if (Boolean.getBoolean("contract.rewrite")) {
            Files.writeString(committed, generated);
        }
        assertEquals(generated, Files.exists(committed) ? Files.readString(committed) : "",
                committed + " has drifted; look at the change, then run this test with -Dcontract.rewrite=true");
    }

    static JsonNode yaml(Path document) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(document.toFile());
    }
}
