package org.recruitmentintake.tools.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;

/**
 * Validates the attributes of a message by docs/asyncapi.yaml and its payload by docs/schemas. All tests and tools that
 * open messages use it, so that each difference is found.
 */
public final class MessageContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true)
            .build();
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private MessageContract() {}

    /** Where the payload violates the schema of its type, without values of the payload. */
    public static List<String> faults(String type, String payload) {
        var name = type.replaceAll("org\\.recruitmentintake\\.application\\.(.*)\\.v(\\d+)", "application-$1.v$2.json")
                .replaceAll("org\\.recruitmentintake\\.test\\.v(\\d+)", "test.v$1.json");
        var file = Path.of("docs", "schemas", name);
        if (!Files.exists(file)) {
            return List.of("no schema for the type");
        }
        try {
            return faults(SCHEMAS.computeIfAbsent(name, key -> schema(file)), payload);
        } catch (IOException unreadable) {
            return List.of("the payload is no JSON");
        }
    }

    /** Where the attributes violate the document. */
    public static List<String> faultsOfAttributes(String attributes) {
        try {
            var document = new ObjectMapper(new YAMLFactory()).readTree(Path.of("docs", "asyncapi.yaml").toFile());
            var headers = (ObjectNode) document.at("/components/messageTraits/event/headers");
            return faults(factory().getSchema(headers.put("additionalProperties", false), CONFIG), attributes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> faults(JsonSchema schema, String value) throws IOException {
        return schema.validate(JSON.readTree(value)).stream()
                .map(fault -> fault.getInstanceLocation() + " " + fault.getType()).toList();
    }

    /** Readers must accept unknown values, but the service sends only listed ones. */
    private static JsonSchema schema(Path file) {
        try {
            return factory().getSchema(Files.readString(file).replace("\"x-extensible-enum\"", "\"enum\""), CONFIG);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonSchemaFactory factory() { return JsonSchemaFactory.getInstance(VersionFlag.V202012); }
}
