package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The embassy to which a case is transferred. */
public record TransferRequest(
        @NotNull @Pattern(regexp = "[a-z]{2}(-[a-z]+){1,6}") @Size(max = 60) String embassy) {}
