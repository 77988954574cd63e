package org.recruitmentintake.api;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.recruitmentintake.api.problem.Problem;
import org.recruitmentintake.api.problem.ProblemKind;

/**
 * Completes the document that is generated from the code with what every operation has in common: the problems it can
 * answer, the headers, the examples, requests that are closed and answers that are open. What is written by hand (the
 * introduction, the headers, the examples) stands in {@code META-INF/openapi.yaml}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiDocument implements OASFilter {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final Map<String, Integer> LENGTHS_BY_PATTERN = Map.of("[A-Z]{2}", 2, "\\+[1-9][0-9]{6,14}", 16);

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var examples = new TreeSet<>(document.getComponents().getExamples().keySet());
        var schemas = new Schemas(document.getComponents().getSchemas());
        var items = document.getPaths().getPathItems().values();
        items.forEach(item -> item.getOperations().forEach((method, operation) -> asked(method, operation, schemas)));
        // Only now is it known which schemas are those of requests.
        items.forEach(item -> item.getOperations().values().forEach(operation -> {
            operation.getResponses().getAPIResponses().values()
                    .forEach(response -> answer(operation.getOperationId(), response, schemas));
            problems(operation, kinds(operation));
            examples.forEach(example -> show(operation, example));
        }));
        document.getComponents().setSchemas(schemas.finished());
    }

    private static void asked(HttpMethod method, Operation operation, Schemas schemas) {
        // Said, not left out, where nobody must sign in. One role of several is enough: one requirement for each.
        operation.setSecurity(Stream.ofNullable(operation.getSecurity()).flatMap(List::stream)
                .flatMap(scheme -> scheme.getSchemes().values().stream()).flatMap(List::stream).sorted()
                .map(role -> OASFactory.createSecurityRequirement().addScheme("bearer", role)).toList());
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().setRequired(true);
            operation.getRequestBody().getContent().getMediaTypes().values()
                    .forEach(content -> schemas.request(content, method));
        }
        parameters(operation).forEach(parameter -> {
            parameter.setSchema(schemas.as(Use.REQUEST, parameter.getSchema()));
            if (parameter.getName().equals("If-Match")) {
                parameter.required(true).description("The `ETag` of the application as it was read.").example("\"1\"");
                parameter.getSchema().pattern("^\"[1-9][0-9]{0,8}\"$").maxLength(11);
            } else if (parameter.getName().equals("id")) {
                parameter.description("The id, as the service has given it.");
            }
        });
    }

    private static Set<ProblemKind> kinds(Operation operation) {
        var kinds = EnumSet.of(ProblemKind.INVALID_HEADER, ProblemKind.NOT_ACCEPTABLE, ProblemKind.INTERNAL_ERROR,
                ProblemKind.UNAVAILABLE,
                ProblemKind.TOO_MANY_REQUESTS);
        if (!operation.getSecurity().isEmpty()) {
            kinds.addAll(
                    List.of(ProblemKind.MISSING_TOKEN, ProblemKind.INVALID_TOKEN, ProblemKind.FORBIDDEN,
                            ProblemKind.UNKNOWN_BINDING));
        }
        if (operation.getRequestBody() != null) {
            kinds.addAll(List.of(ProblemKind.MALFORMED_JSON, ProblemKind.INVALID_BODY, ProblemKind.TOO_LARGE,
                    ProblemKind.UNSUPPORTED_MEDIA_TYPE,
                    ProblemKind.REQUEST_TIMEOUT));
        }
        for (var parameter : parameters(operation)) {
            if (parameter.getIn() == In.PATH) {
                kinds.add(ProblemKind.NOT_FOUND);
                continue;
            }
            switch (parameter.getName()) {
                case "If-Match" ->
                        kinds.addAll(List.of(ProblemKind.STALE, ProblemKind.PRECONDITION_REQUIRED,
                                ProblemKind.TRANSITION_NOT_ALLOWED));
                case "Idempotency-Key" -> kinds.addAll(List.of(ProblemKind.IDEMPOTENCY_KEY_MISSING,
                        ProblemKind.IDEMPOTENCY_KEY_REUSED, ProblemKind.REQUEST_IN_PROGRESS, ProblemKind.NOT_FOUND));
                default -> kinds.add(ProblemKind.INVALID_PARAMETER);
            }
        }
        if (operation.getOperationId().matches("withdrawApplication|eraseApplication")) {
            kinds.addAll(List.of(ProblemKind.STALE, ProblemKind.TRANSITION_NOT_ALLOWED));
        }
        operation.addParameter(OASFactory.createParameter().ref("Accept-Language"));
        operation.addParameter(OASFactory.createParameter().ref("traceparent"));
        return kinds;
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static void answer(String operation, APIResponse response, Schemas schemas) {
        headers(response, "traceparent", "Cache-Control");
        headers(response, operation.matches("getVerificationKeys|erase.*") ? "traceparent" : "Content-Language");
        Stream.ofNullable(response.getContent()).flatMap(all -> all.getMediaTypes().values().stream())
                .forEach(content -> {
                    if ((SCHEMAS + "Application").equals(content.getSchema().getRef())) {
                        headers(response, operation.equals("postApplication") ? "Location" : "ETag", "ETag");
                    }
                    content.setSchema(schemas.as(Use.ANSWER, content.getSchema()));
                });
    }

    private static void problems(Operation operation, Set<ProblemKind> kinds) {
        var byStatus = new TreeMap<Integer, TreeSet<String>>();
        kinds.forEach(kind -> byStatus.computeIfAbsent(kind.status(), status -> new TreeSet<>()).add(kind.code()));
        byStatus.forEach((status, codes) -> {
            var content = OASFactory.createMediaType().schema(OASFactory.createSchema().ref("Problem"));
            codes.forEach(code -> content.addExample(code, OASFactory.createExample().ref(code)));
            var response = OASFactory.createAPIResponse().description("Refused: " + String.join(", ", codes) + ".")
                    .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, content));
            headers(response, "traceparent", "Cache-Control", "Content-Language");
            headers(response, status == 401 ? "WWW-Authenticate" : status == 429 || status == 503 ? "Retry-After"
                    : "traceparent");
            operation.getResponses().addAPIResponse(String.valueOf(status), response);
        });
    }

    private static void headers(APIResponse response, String... names) {
        List.of(names).forEach(name -> response.addHeader(name, OASFactory.createHeader().ref(name)));
    }

    /** An example is named after its operation: {@code recordStep.request.visa}, {@code recordStep.answer}. */
    private static void show(Operation operation, String example) {
        var id = operation.getOperationId();
        var answers = operation.getResponses().getAPIResponses().values().stream().map(APIResponse::getContent)
                .filter(content -> content != null && !content.hasMediaType(Problem.MEDIA_TYPE));
        var asked = Stream.ofNullable(operation.getRequestBody()).map(RequestBody::getContent);
        (example.startsWith(id + ".request") ? asked : answers).filter(content -> example.startsWith(id + "."))
                .flatMap(content -> content.getMediaTypes().values().stream())
                .forEach(content -> content.addExample(example, OASFactory.createExample().ref(example)));
    }

    /** In which way a schema is published. */
    private enum Use { REQUEST, PATCH, ANSWER }

    /** The schemas as they are published: those of requests closed, those of answers open to growth. */
    private static final class Schemas {

        private final Map<String, Schema> generated;
        private final Map<String, Schema> published = new TreeMap<>();
        private final Set<String> requests = new TreeSet<>();

        Schemas(Map<String, Schema> generated) {
            this.generated = generated;
            as(Use.ANSWER, OASFactory.createSchema().ref("Problem"));
        }

        void request(MediaType content, HttpMethod method) {
            var patch = OASFactory.createSchema().ref("ApplicationRequest");
            content.setSchema(method == HttpMethod.PATCH ? as(Use.PATCH, patch) : as(Use.REQUEST, content.getSchema()));
            requests.addAll(published.keySet());
        }

        Map<String, Schema> finished() {
            Map.of("LocalDate", 10, "UUID", 36).forEach((name, length) -> published.get(name).setMaxLength(length));
            published.get("Instant").maxLength(35)
                    .pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?"
                            + "([Zz]|[+-](0[0-9]|1[0-7]):[0-5][0-9])$");
            onlyWhere("StepRequest", "step", "VISA", "visa");
            onlyWhere("ApplicationRequest", "route", "EMBASSY", "embassy");
            return published;
        }

        /** Where the first member has that value the second is needed, and nowhere else may it be. */
        private void onlyWhere(String schema, String member, String value, String second) {
            var needed = OASFactory.createSchema().addRequired(second);
            published.get(schema)
                    .ifSchema(OASFactory.createSchema().addRequired(member).addProperty(member,
                            OASFactory.createSchema().constValue(value)))
                    .thenSchema(needed).elseSchema(OASFactory.createSchema().not(needed));
        }

        private Schema as(Use use, Schema schema) {
            var name = schema.getRef() == null ? null : schema.getRef().substring(SCHEMAS.length());
            var target = name == null ? schema : generated.get(name);
            if (use == Use.ANSWER && target.getEnumeration() != null) {
                // A generated client reads a text, and does not break on a value that comes later.
                var said = schema.getDescription() == null ? "" : schema.getDescription() + " ";
                return OASFactory.createSchema().addType(SchemaType.STRING).maxLength(60)
                        .description(said + "Open: further values may come.")
                        .addExtension("x-extensible-enum", target.getEnumeration());
            }
            if (name == null) {
                return rebuilt(use, schema);
            }
            var as = target.getProperties() == null ? name : name(use, name);
            if (!published.containsKey(as)) {
                published.put(as, target);
                published.put(as, rebuilt(use, target));
            }
            return OASFactory.createSchema().ref(SCHEMAS + as).description(schema.getDescription());
        }

        private String name(Use use, String name) {
            return use == Use.PATCH ? name.replace("Request", "") + "Patch"
                    : use == Use.ANSWER && requests.contains(name) ? "Stored" + name.replace("Request", "") : name;
        }

        private Schema rebuilt(Use use, Schema schema) {
            var built = OASFactory.createSchema();
            built.setAll(schema.getAll());
            if (schema.getProperties() != null) {
                var needed = schema.getRequired() == null ? List.<String>of() : schema.getRequired();
                built.setProperties(new LinkedHashMap<>());
                schema.getProperties().forEach((name, member) -> {
                    var part = as(use, member);
                    // In a merge patch null takes away (RFC 7396).
                    built.addProperty(name, use != Use.PATCH || needed.contains(name) ? part
                            : OASFactory.createSchema().addAnyOf(part)
                                    .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL)));
                });
                built.setAdditionalPropertiesBoolean(use == Use.ANSWER ? null : false);
                built.setRequired(use == Use.PATCH ? null : schema.getRequired());
            }
            if (schema.getItems() != null) {
                built.setItems(as(use, schema.getItems()));
            }
            Stream.ofNullable(schema.getAllOf())
                    .forEach(all -> built.setAllOf(all.stream().map(one -> as(use, one)).toList()));
            // Bean Validation means the whole of a text, JSON Schema any part of it.
            if (schema.getPattern() != null && !schema.getPattern().matches("\\^.*|\\\\S")) {
                built.pattern("^" + schema.getPattern() + "$")
                        .setMaxLength(LENGTHS_BY_PATTERN.getOrDefault(schema.getPattern(), schema.getMaxLength()));
            }
            return use == Use.ANSWER && schema.getType() != null ? limited(built, schema.getType().get(0)) : built;
        }

        /** What no text and no list of an answer exceeds. */
        private static Schema limited(Schema schema, SchemaType type) {
            if (type == SchemaType.STRING && schema.getMaxLength() == null) schema.setMaxLength(4000);
            if (type == SchemaType.ARRAY && schema.getMaxItems() == null) schema.setMaxItems(1000);
            return type != SchemaType.INTEGER || schema.getMaximum() != null ? schema
                    : schema.format("int32").minimum(BigDecimal.ZERO).maximum(BigDecimal.valueOf(Integer.MAX_VALUE));
        }
    }
}
