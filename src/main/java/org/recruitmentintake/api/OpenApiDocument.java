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
        var kinds = new ArrayList<>(List.of(ProblemKind.NOT_ACCEPTABLE, ProblemKind.INTERNAL_ERROR,
                ProblemKind.UNAVAILABLE, ProblemKind.TOO_MANY_REQUESTS));
        if (!open) {
            kinds.addAll(List.of(ProblemKind.MISSING_TOKEN, ProblemKind.INVALID_TOKEN, ProblemKind.FORBIDDEN));
        }
        if (operation.getRequestBody() != null) {
            kinds.addAll(List.of(ProblemKind.MALFORMED_JSON, ProblemKind.INVALID_BODY, ProblemKind.TOO_LARGE,
                    ProblemKind.UNSUPPORTED_MEDIA_TYPE));
            operation.getRequestBody().setRequired(true);
        }
        for (var parameter : parameters(operation)) {
            switch (parameter.getIn()) {
                case QUERY -> kinds.add(ProblemKind.INVALID_PARAMETER);
                case PATH -> kinds.add(ProblemKind.NOT_FOUND);
                case HEADER -> header(parameter, kinds);
                default -> {}
            }
        }
        if (path.endsWith("/withdrawal")) {
            kinds.addAll(List.of(ProblemKind.TRANSITION_NOT_ALLOWED, ProblemKind.STALE));
        }
        if (path.endsWith("{id}") && !open) {
            kinds.add(ProblemKind.STALE);
        }
        problems(operation, kinds);
    }

    private static void header(Parameter parameter, List<ProblemKind> kinds) {
        kinds.add(ProblemKind.INVALID_HEADER);
        if (parameter.getName().equals("If-Match")) {
            parameter.setRequired(true);
            parameter.setDescription("The `ETag` of the application as it was read.");
            parameter.getSchema().setPattern("^\"[1-9][0-9]{0,8}\"$");
            kinds.addAll(
                    List.of(ProblemKind.STALE, ProblemKind.PRECONDITION_REQUIRED, ProblemKind.TRANSITION_NOT_ALLOWED));
        } else {
            kinds.addAll(List.of(ProblemKind.IDEMPOTENCY_KEY_MISSING, ProblemKind.IDEMPOTENCY_KEY_REUSED,
                    ProblemKind.REQUEST_IN_PROGRESS, ProblemKind.NOT_FOUND));
        }
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static void problems(Operation operation, List<ProblemKind> kinds) {
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

    private static ProblemKind kind(String code) {
        for (var kind : ProblemKind.values()) {
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
