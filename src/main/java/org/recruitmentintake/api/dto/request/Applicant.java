package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.json.CountryCode;

/** Who applies. */
@Schema(name = "Applicant", description = "Who applies, as the identity document writes it.")
public record Applicant(
        @NotBlank @Size(max = 200) @Schema(description = "Full name, in any script; one word is enough.",
                examples = "Test Alpha") String name,
        @Schema(type = SchemaType.STRING, format = "date", examples = "1990-05-17") LocalDate birthDate,
        @Size(max = 5) @UniqueElements @Schema(uniqueItems = true,
                description = "ISO 3166-1 alpha-2 codes, and `XK` for Kosovo. Left out or empty, with `stateless` not true: not known yet.") List<@Pattern(
                        regexp = CountryCode.FORM) @CountryCode String> citizenships,
        Boolean stateless,
        @NotNull @Valid IdentityDocument document,
        @Pattern(regexp = Applicant.EMAIL) @Size(max = 254) @Schema(
                description = "In any script. A dot in the domain; no quoted names, no literal addresses.",
                examples = "test@example.org") String email,
        @Pattern(regexp = Applicant.PHONE) @Schema(description = "International form (E.164).",
                examples = "+15550100000") String phone) {
    // Only what the expressions of ECMA-262, Python and RE2 share. Names between dots; labels of the domain between dots, without
    // a hyphen at their ends; the last label without a digit first and of two characters at least. Every script is taken.
    private static final String EMAIL_NAME = "[^ \"(),.:;<>@\\[-\\]]+";
    private static final String LABEL_END = "[^ -/:-@\\[-`{-~]";
    private static final String LABEL_PART = "[^ -,./:-@\\[-`{-~]*";
    private static final String LABEL = LABEL_END + "(" + LABEL_PART + LABEL_END + ")?";
    static final String EMAIL = EMAIL_NAME + "([.]" + EMAIL_NAME + ")*@(" + LABEL + "[.])+[^ -@\\[-`{-~]" + LABEL_PART
            + LABEL_END;
    static final String PHONE = "\\+[1-9][0-9]{6,14}";

    @Override
    public String toString() { return "Applicant[sealed]"; }
}
