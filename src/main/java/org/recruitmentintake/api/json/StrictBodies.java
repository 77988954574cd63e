package org.recruitmentintake.api.json;

import static org.recruitmentintake.api.problem.ErrorLocation.POINTER;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

import jakarta.inject.Inject;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.recruitmentintake.api.problem.FieldError;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.application.usecase.SubmissionValidator;

/**
 * Reads every request body: records, or a {@link JsonNode} for a merge patch. One answer has every
 * fault: unknown fields, wrong types, violated constraints. So a resource puts no {@code @Valid} on its body; the
 * constraints of the record are checked here.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, StrictBodies.MERGE_PATCH})
public class StrictBodies implements ServerMessageBodyReader<Object> {

    /** JSON Merge Patch (RFC 7396). */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    // More than the contract has fields, and a bound on the answer to a body that holds nothing but faults.
    private static final int MOST_FAULTS = 100;

    @Inject
    Validator validator;

    @Inject
    SubmissionValidator rules;

    @Override
    public boolean isReadable(Class<?> type, Type genericType, ResteasyReactiveResourceInfo method,
            MediaType mediaType) {
        return true;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return true;
    }

    @Override
    public Object readFrom(Class<Object> type, Type genericType, MediaType mediaType, ServerRequestContext context) {
        return read(type, context.getInputStream());
    }

    @Override
    public Object readFrom(Class<Object> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, String> headers, InputStream body) {
        return read(type, body);
    }

    private Object read(Class<?> type, InputStream body) {
        return bound(StrictJson.parsed(bytes(body)), type);
    }

    /** The request gate has received the whole body and bounded its length. */
    private static byte[] bytes(InputStream body) {
        try {
            return body.readAllBytes();
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    /**
     * Binds a tree with a JSON Merge Patch (RFC 7396) applied to a request type, as if it had been sent whole.
     *
     * @param more applies further rules, to a value whose faulty members are null
     * @throws ProblemException with every fault there is
     */
    public <T> T patched(JsonNode tree, JsonNode patch, Class<T> type, BiConsumer<T, RequestRules> more) {
        var merge = new MergePatch(patch, this::isRequired);
        var shape = new BodyShape(merge.faults(StrictJson.MAPPER.constructType(type)));
        return bound(merge.appliedTo(tree), type, shape, more);
    }

    /**
     * Binds a tree to a request type.
     *
     * @param more applies further rules, to a value whose faulty members are null
     * @throws ProblemException with every fault there is
     */
    public <T> T bound(JsonNode tree, Class<T> type, BiConsumer<T, RequestRules> more) {
        return bound(tree, type, new BodyShape(), more);
    }

    <T> T bound(JsonNode tree, Class<T> type) { return bound(tree, type, (value, rules) -> {}); }

    private <T> T bound(JsonNode tree, Class<T> type, BodyShape shape, BiConsumer<T, RequestRules> more) {
        var fitted = shape.fitted(tree, StrictJson.MAPPER.constructType(type), "");
        var faults = new ArrayList<>(shape.faults());
        try {
            var value = fitted == null ? null : StrictJson.MAPPER.treeToValue(fitted, type);
            if (value != null) {
                faults.addAll(ConstraintFaults.of(validator.validate(value), shape.faults()));
                faults.addAll(brokenRulesOf(value, more, faults));
            }
            // A text that was cut has a violation with the limit of its field, unless its field has no limit.
            shape.cut().stream().filter(cut -> faults.stream().noneMatch(fault -> fault.at().equals(cut.at())))
                    .forEach(faults::add);
            if (faults.isEmpty()) {
                return value;
            }
        } catch (JsonProcessingException e) {
            // The tree fits, so the type itself is at fault. The message of the cause would show what was sent.
            throw new IllegalStateException(
                    "Cannot bind " + type.getName() + ": " + e.getClass().getName());
        }
        faults.sort(Comparator.comparing(FieldError::at).thenComparing(FieldError::code));
        throw new ProblemException(ProblemKind.INVALID_BODY, faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
    }

    /** The broken rules, without those about a member that has a fault already. */
    private <T> List<FieldError> brokenRulesOf(T value, BiConsumer<T, RequestRules> more, List<FieldError> faults) {
        var applied = rules.rules();
        if (value instanceof RuledBody body) body.check(applied);
        more.accept(value, applied);
        return applied.faults(pointer -> ConstraintFaults.isRefused(pointer, faults), !faults.isEmpty()).stream()
                .map(broken -> new FieldError(POINTER, broken.pointer(), broken.code(), broken.arguments())).toList();
    }

    private boolean isRequired(Class<?> type, String property) {
        var constraints = validator.getConstraintsForClass(type).getConstraintsForProperty(property);
        return constraints != null && constraints.getConstraintDescriptors().stream()
                .anyMatch(constraint -> ConstraintFaults.requires(constraint.getAnnotation()));
    }
}
