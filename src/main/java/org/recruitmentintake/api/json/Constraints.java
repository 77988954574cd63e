package org.recruitmentintake.api.json;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;

import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.embassy.Countries;

/** Checks the constraints of the records of requests, and returns one fault for each violated one. */
record Constraints(Validator validator) {

    private static final Map<Class<? extends Annotation>, String> CODES = Map.of(
            NotNull.class, ProblemException.REQUIRED,
            NotBlank.class, ProblemException.REQUIRED,
            Pattern.class, ProblemException.BAD_FORMAT,
            UniqueElements.class, ProblemException.DUPLICATE_VALUE);

    /** One fault for each mistake: a blank text is not reported as too long as well. */
    List<Fault> violationsOf(Object value) {
        var found = validator.validate(value, Default.class, Complete.class).stream()
                .filter(violation -> !isLongOnlyInUnits(violation) && !isDuplicateOfRefused(violation))
                .map(Constraints::fault).toList();
        var blank = found.stream().filter(Constraints::isMissing).map(Fault::at).collect(Collectors.toSet());
        return found.stream().filter(fault -> isMissing(fault) || !blank.contains(fault.at())).toList();
    }

    private static boolean isMissing(Fault fault) { return fault.code().equals(ProblemException.REQUIRED); }

    boolean isRequired(Class<?> type, String property) {
        var constraints = validator.getConstraintsForClass(type).getConstraintsForProperty(property);
        return constraints != null && constraints.getConstraintDescriptors().stream()
                .map(constraint -> CODES.get(constraint.getAnnotation().annotationType()))
                .anyMatch(ProblemException.REQUIRED::equals);
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

    /** The code and the limits of the constraint. */
    private static Fault fault(ConstraintViolation<?> violation) {
        var annotation = violation.getConstraintDescriptor().getAnnotation();
        var at = pointer(violation);
        if (annotation instanceof Size size) {
            return lengthOf(violation.getInvalidValue()) > size.max()
                    ? new Fault(at, ProblemException.TOO_LONG, size.max())
                    : new Fault(at, ProblemException.TOO_SHORT, size.min());
        }
        if (annotation instanceof CountryCode) {
            var successors = Countries.successors((String) violation.getInvalidValue());
            return successors.isEmpty() ? new Fault(at, ProblemException.UNKNOWN_COUNTRY)
                    : new Fault(at, ProblemException.WITHDRAWN_COUNTRY, String.join(", ", successors));
        }
        return new Fault(at, CODES.getOrDefault(annotation.annotationType(), ProblemException.BAD_FORMAT));
    }

    private static int lengthOf(Object value) {
        return value instanceof Collection<?> values ? values.size() : value.toString().length();
    }

    /** The JSON pointer of a property path: {@code applicant.citizenships[1]} is {@code /applicant/citizenships/1}. */
    private static String pointer(ConstraintViolation<?> violation) {
        var pointer = new StringBuilder();
        for (var node : violation.getPropertyPath()) {
            if (node.isInIterable() && node.getIndex() != null) pointer.append('/').append(node.getIndex());
            if (node.getKind() == ElementKind.PROPERTY) pointer.append('/').append(node.getName());
        }
        return pointer.toString();
    }
}
