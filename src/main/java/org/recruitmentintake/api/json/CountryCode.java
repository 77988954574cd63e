package org.recruitmentintake.api.json;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;

import org.recruitmentintake.embassy.Countries;

/** A country code that is in use. The pattern alone refuses a text in another form. */
@Documented
@Pattern(regexp = CountryCode.FORM)
@Constraint(validatedBy = CountryCode.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface CountryCode {

    /** The form of a code. */
    String FORM = "[A-Z]{2}";

    String message() default "no country in use";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks the list of countries. */
    class Validator implements ConstraintValidator<CountryCode, String> {

        @Override
        public boolean isValid(String code, ConstraintValidatorContext context) {
            return code == null || !code.matches(FORM) || Countries.isCountry(code);
        }
    }
}
