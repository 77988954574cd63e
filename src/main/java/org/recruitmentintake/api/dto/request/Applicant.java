package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.json.Complete;
import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.application.model.Person;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.facts.Identity;

/** The applicant and the identity document. */
public record Applicant(
        @NotBlank(groups = Complete.class) @Size(max = 200) String name,
        LocalDate birthDate,
        @Size(max = 5) @UniqueElements List<@CountryCode String> citizenships,
        Boolean stateless,
        @NotNull(groups = Complete.class) @Valid IdentityDocument document,
        @Pattern(regexp = Applicant.EMAIL) @Size(max = 254) String email,
        @Pattern(regexp = Person.PHONE) String phone) {

    static final Applicant UNKNOWN = new Applicant(null, null, null, null, null, null, null);

    // Uses only syntax that ECMA-262, Python and RE2 share. The local part is names between dots. The domain is labels
    // between dots, without a hyphen at their ends; the last label has at least two characters and does not begin with
    // a digit. Every script is allowed.
    private static final String EMAIL_NAME = "[^ \"(),.:;<>@\\[-\\]]+";
    private static final String LABEL_END = "[^ -/:-@\\[-`{-~]";
    private static final String LABEL_PART = "[^ -,./:-@\\[-`{-~]*";
    private static final String LABEL = LABEL_END + "(" + LABEL_PART + LABEL_END + ")?";
    static final String EMAIL = EMAIL_NAME + "([.]" + EMAIL_NAME + ")*@(" + LABEL + "[.])+[^ -@\\[-`{-~]" + LABEL_PART
            + LABEL_END;

    void check(RequestRules rules) {
        rules.checkNotBlank("/applicant/name", name);
        rules.checkCitizenship("/applicant", citizenships, stateless);
        rules.checkPastDay("/applicant/birthDate", birthDate);
        if (document == null) return;
        rules.checkDocumentNumber("/applicant/document/number", document.number());
        rules.checkExpiry("/applicant/document/validUntil", document.validUntil());
    }

    /** The identity, as far as it is stated. */
    Identity identity() {
        return new Identity(new TreeSet<>(citizenships == null ? List.of() : citizenships),
                Boolean.TRUE.equals(stateless), document == null ? null : document.value());
    }

    @Override
    public String toString() { return "Applicant[sealed]"; }
}
