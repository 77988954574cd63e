package org.recruitmentintake.contract;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** The documents of the contract, as they are committed. */
final class Committed {

    static final Path OPENAPI = Path.of("src/main/resources/META-INF/openapi.yaml");

    private Committed() {}

    static JsonNode yaml(Path document) throws IOException {
        return yaml(document.toFile().toURI().toURL().openStream().readAllBytes());
    }

    static JsonNode yaml(byte[] document) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(document);
    }
}
