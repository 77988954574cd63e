package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.recruitmentintake.eligibility.facts.Branch;

/** Which dead messages are to be sent again. */
public record ResubmissionsRequest(
        @NotNull Branch branch,
        @NotNull @Pattern(regexp = "[a-z0-9:_.-]+") @Size(max = 80) String lastFailure) {}
