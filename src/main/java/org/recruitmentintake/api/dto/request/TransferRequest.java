package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.recruitmentintake.embassy.EmbassyDirectory;

/** The embassy to which a case is transferred. */
public record TransferRequest(
        @NotNull @Pattern(regexp = EmbassyDirectory.ID) @Size(max = EmbassyDirectory.LONGEST_ID) String embassy) {}
