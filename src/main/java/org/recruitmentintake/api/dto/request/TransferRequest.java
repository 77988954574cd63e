package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.recruitmentintake.application.model.Submission;

/** The embassy to which a case is transferred. */
public record TransferRequest(
        @NotNull @Pattern(regexp = Submission.EMBASSY_ID) @Size(max = 60) String embassy) {}
