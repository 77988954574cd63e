package org.recruitmentintake.api.json;

import static org.recruitmentintake.api.problem.ErrorLocation.POINTER;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.problem.FieldError;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.embassy.Countries;

/** The faults of violated constraints: one for each mistake, none that only follows from another fault. */
final class ConstraintFaults {

    private static final Map<Class<? extends Annotation>, String> CODES = Map.of(
            NotNull.class, ProblemException.REQUIRED,
            NotBlank.class, ProblemException.REQUIRED,
            Pattern.class, ProblemException.BAD_FORMAT,
            UniqueElements.class, ProblemException.DUPLICATE_VALUE);

    private ConstraintFaults() {
    }

    /**
     * The faults, without those of a part that was refused for its shape.
     *
     * @param ofShape the faults of the shape
     */
    static List<FieldError> of(Set<? extends ConstraintViolation<?>> violations, List<FieldError> ofShape) {
        var found = violations.stream()
                .filter(violation -> !isLongOnlyInUnits(violation) && !isDuplicateOfRefused(violation))
                .map(ConstraintFaults::fault).filter(fault -> !isRefused(fault.at(), ofShape)).toList();
        // A blank text is not too long as well.
        var blank = found.stream().filter(fault -> fault.code().equals(ProblemException.REQUIRED)).map(FieldError::at)
                .collect(Collectors.toSet());
        return found.stream().filter(fault -> fault.code().equals(ProblemException.REQUIRED)
                || !blank.contains(fault.at())).toList();
    }

    /** Whether the member at a pointer, or a part that holds it, has a fault other than an unknown field. */
    static boolean isRefused(String pointer, Collection<FieldError> faults) {
        return faults.stream().filter(fault -> !fault.code().equals(ProblemException.UNKNOWN_FIELD))
                .anyMatch(fault -> pointer.equals(fault.at()) || pointer.startsWith(fault.at() + "/"));
    }

    /** Whether a constraint refuses a member that is missing. */
    static boolean requires(Annotation constraint) {
        return ProblemException.REQUIRED.equals(CODES.get(constraint.annotationType()));
    }

    /** Whether a text is too long in UTF-16 units, which Bean Validation counts, and not in characters. */
    private static boolean isLongOnlyInUnits(ConstraintViolation<?> violation) {
        return violation.getConstraintDescriptor().getAnnotation() instanceof Size size
                && violation.getInvalidValue() instanceof String text
                && text.codePointCount(0, text.length()) <= size.max() && text.length() >= size.min();
    }

    /** Whether the only equal elements of a list are those that were refused for their shape, and became null. */
    private static boolean isDuplicateOfRefused(ConstraintViolation<?> violation) {
        return violation.getConstraintDescriptor().getAnnotation() instanceof UniqueElements
                && violation.getInvalidValue() instanceof Collection<?> list
                && list.stream().filter(Objects::nonNull).allMatch(new HashSet<>()::add);
    }

    /** The fault of a violation: the code and the limits of its constraint. */
    private static FieldError fault(ConstraintViolation<?> violation) {
        var at = pointer(violation);
        var annotation = violation.getConstraintDescriptor().getAnnotation();
        if (annotation instanceof Size size) {
            return lengthOf(violation.getInvalidValue()) > size.max()
                    ? new FieldError(POINTER, at, ProblemException.TOO_LONG, size.max())
                    : new FieldError(POINTER, at, ProblemException.TOO_SHORT, size.min());
        }
        if (annotation instanceof CountryCode) {
            var successors = Countries.successors((String) violation.getInvalidValue());
            return successors.isEmpty() ? new FieldError(POINTER, at, ProblemException.UNKNOWN_COUNTRY)
                    : new FieldError(POINTER, at, ProblemException.WITHDRAWN_COUNTRY, String.join(", ", successors));
        }
        return new FieldError(POINTER, at,
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
