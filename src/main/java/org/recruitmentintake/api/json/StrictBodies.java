package org.recruitmentintake.api.json;

import static org.recruitmentintake.api.problem.ErrorLocation.POINTER;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.hibernate.validator.constraints.UniqueElements;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.recruitmentintake.api.problem.ErrorLocation;
import org.recruitmentintake.api.problem.FieldError;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.application.usecase.SubmissionValidator;
import org.recruitmentintake.embassy.Countries;

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

    private static final Map<Class<? extends Annotation>, String> CODES = Map.of(
            NotNull.class, ProblemException.REQUIRED,
            NotBlank.class, ProblemException.REQUIRED,
            Pattern.class, ProblemException.BAD_FORMAT,
            UniqueElements.class, ProblemException.DUPLICATE_VALUE);

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
                faults.addAll(violationsOf(value, shape.faults()));
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

    /** The violated constraints, without those of a part that was refused for its shape. */
    private List<FieldError> violationsOf(Object value, List<FieldError> ofShape) {
        var leftOut = ofShape.stream().filter(fault -> !fault.code().equals(ProblemException.UNKNOWN_FIELD))
                .map(FieldError::at)
                .toList();
        return validator.validate(value, Default.class, Complete.class).stream().filter(violation -> !isLongOnlyInUnits(violation))
                .map(violation -> fault(POINTER, pointer(violation), violation))
                .filter(fault -> leftOut.stream().noneMatch(part -> isAtOrBelow(fault.at(), part))).toList();
    }

    /** The broken rules, without those about a member that has a fault already. */
    private <T> List<FieldError> brokenRulesOf(T value, BiConsumer<T, RequestRules> more, List<FieldError> faults) {
        var applied = rules.rules();
        if (value instanceof RuledBody body) body.check(applied);
        more.accept(value, applied);
        return applied.faults(!faults.isEmpty()).stream().filter(broken -> faults.stream()
                .filter(fault -> !fault.code().equals(ProblemException.UNKNOWN_FIELD))
                .noneMatch(fault -> isAtOrBelow(broken.pointer(), fault.at())))
                .map(broken -> new FieldError(POINTER, broken.pointer(), broken.code(), broken.arguments())).toList();
    }

    private boolean isRequired(Class<?> type, String property) {
        var constraints = validator.getConstraintsForClass(type).getConstraintsForProperty(property);
        return constraints != null && constraints.getConstraintDescriptors().stream()
                .map(constraint -> CODES.get(constraint.getAnnotation().annotationType()))
                .anyMatch(ProblemException.REQUIRED::equals);
    }

    private static boolean isAtOrBelow(String pointer, String other) {
        return pointer.equals(other) || pointer.startsWith(other + "/");
    }

    /** Whether a text is too long in UTF-16 units, which Bean Validation counts, and not in characters. */
    private static boolean isLongOnlyInUnits(ConstraintViolation<?> violation) {
        return violation.getConstraintDescriptor().getAnnotation() instanceof Size size
                && violation.getInvalidValue() instanceof String text
                && text.codePointCount(0, text.length()) <= size.max() && text.length() >= size.min();
    }

    /** The fault of a violation: the code and the limits of its constraint. */
    public static FieldError fault(ErrorLocation place, String at, ConstraintViolation<?> violation) {
        var annotation = violation.getConstraintDescriptor().getAnnotation();
        if (annotation instanceof Size size) {
            return lengthOf(violation.getInvalidValue()) > size.max()
                    ? new FieldError(place, at, ProblemException.TOO_LONG, size.max())
                    : new FieldError(place, at, ProblemException.TOO_SHORT, size.min());
        }
        if (annotation instanceof CountryCode) {
            var successors = Countries.successors((String) violation.getInvalidValue());
            return successors.isEmpty() ? new FieldError(place, at, ProblemException.UNKNOWN_COUNTRY)
                    : new FieldError(place, at, ProblemException.WITHDRAWN_COUNTRY, String.join(", ", successors));
        }
        return new FieldError(place, at,
                CODES.getOrDefault(annotation.annotationType(), ProblemException.BAD_FORMAT));
    }

    private static int lengthOf(Object value) {
        if (value instanceof CharSequence text) {
            return text.length();
        }
        return value instanceof Collection<?> values ? values.size() : 0;
    }

    /** The JSON pointer of a property path: {@code applicant.citizenships[1]} is {@code /applicant/citizenships/1}. */
    private static String pointer(ConstraintViolation<?> violation) {
        var pointer = new StringBuilder();
        for (var node : violation.getPropertyPath()) {
            if (node.isInIterable() && node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }
}
