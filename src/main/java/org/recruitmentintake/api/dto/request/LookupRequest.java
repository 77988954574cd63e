package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.api.json.RuledBody;
import org.recruitmentintake.application.usecase.RequestRules;

/** The identity document whose cases are looked up. */
public record LookupRequest(
        @NotNull @CountryCode String country,
        @NotBlank @Size(max = 40) String number)
        implements RuledBody {

    @Override
    public void check(RequestRules rules) { rules.checkDocumentNumber("/number", number); }

    @Override
    public String toString() { return "LookupRequest[sealed]"; }
}
