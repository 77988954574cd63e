package org.recruitmentintake.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.recruitmentintake.api.Problem.Kind;

/**
 * Completes the document that is generated from the code with what every operation has in common: the problems it can answer,
 * the headers, who may call it. What holds for one operation alone stands at its method.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiDocument implements OASFilter {

    private static final String BEARER = "bearer";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().addSecurityScheme(BEARER,
                OASFactory.createSecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
                        .bearerFormat("JWT")
                        .description("A token of the configured issuer for the audience `recruitment-intake`."));
        document.getPaths().getPathItems().forEach(
                (path, item) -> item.getOperations().forEach((method, operation) -> complete(path, operation)));
        document.getComponents().getSchemas().forEach(OpenApiDocument::closeIfAsked);
    }

    private static void complete(String path, Operation operation) {
        var open = operation.getSecurity() == null || operation.getSecurity().isEmpty();
        if (!open) {
            operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
        }
        var kinds = new ArrayList<>(List.of(Kind.NOT_ACCEPTABLE, Kind.INTERNAL_ERROR,
                Kind.UNAVAILABLE, Kind.TOO_MANY_REQUESTS));
        if (!open) {
            kinds.addAll(List.of(Kind.MISSING_TOKEN, Kind.INVALID_TOKEN, Kind.FORBIDDEN));
        }
        if (operation.getRequestBody() != null) {
            kinds.addAll(List.of(Kind.MALFORMED_JSON, Kind.INVALID_BODY, Kind.TOO_LARGE,
                    Kind.UNSUPPORTED_MEDIA_TYPE));
            operation.getRequestBody().setRequired(true);
        }
        for (var parameter : parameters(operation)) {
            switch (parameter.getIn()) {
                case QUERY -> kinds.add(Kind.INVALID_PARAMETER);
                case PATH -> kinds.add(Kind.NOT_FOUND);
                case HEADER -> header(parameter, kinds);
                default -> {}
            }
        }
        if (path.endsWith("/withdrawal")) {
            kinds.addAll(List.of(Kind.TRANSITION_NOT_ALLOWED, Kind.STALE));
        }
        if (path.endsWith("{id}") && !open) {
            kinds.add(Kind.STALE);
        }
        problems(operation, kinds);
    }

    private static void header(Parameter parameter, List<Kind> kinds) {
        kinds.add(Kind.INVALID_HEADER);
        if (parameter.getName().equals("If-Match")) {
            parameter.setRequired(true);
            parameter.setDescription("The `ETag` of the application as it was read.");
            parameter.getSchema().setPattern("^\"[1-9][0-9]{0,8}\"$");
            kinds.addAll(
                    List.of(Kind.STALE, Kind.PRECONDITION_REQUIRED, Kind.TRANSITION_NOT_ALLOWED));
        } else {
            kinds.addAll(List.of(Kind.IDEMPOTENCY_KEY_MISSING, Kind.IDEMPOTENCY_KEY_REUSED,
                    Kind.REQUEST_IN_PROGRESS, Kind.NOT_FOUND));
        }
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static void problems(Operation operation, List<Kind> kinds) {
        var byStatus = new TreeMap<Integer, TreeSet<String>>();
        kinds.forEach(kind -> byStatus.computeIfAbsent(kind.status(), status -> new TreeSet<>()).add(kind.code()));
        byStatus.forEach(
                (status, codes) -> operation.getResponses().addAPIResponse(String.valueOf(status), problem(codes)));
    }

    private static APIResponse problem(TreeSet<String> codes) {
        var content = OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"));
        codes.forEach(code -> content.addExample(code,
                OASFactory.createExample().value(Map.of("type", "urn:recruitment-intake:problem:" + code,
                        "title", code, "status", kind(code).status(), "code", code))));
        return OASFactory.createAPIResponse().description("Refused: " + String.join(", ", codes) + ".")
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, content));
    }

    private static Kind kind(String code) {
        for (var kind : Kind.values()) {
            if (kind.code().equals(code)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(code);
    }

    /** Requests are closed: an unknown field is an error. Answers are open to growth. */
    private static void closeIfAsked(String name, Schema schema) {
        if (schema.getAdditionalPropertiesBoolean() == null && name.endsWith("Request")) {
            schema.setAdditionalPropertiesBoolean(false);
        }
    }
}
