package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.condition.Conditions;

/** A reviewer's ruling on one finding. */
public record ResolutionRequest(@NotNull @Size(max = 60) String condition, @NotNull Ruling ruling,
        @NotNull Reason reason) {

    /** Applies the rules to the ruling at this pointer. */
    void check(RequestRules rules, String at) {
        if (condition == null) return;
        if (Conditions.find(condition).isEmpty()) {
            rules.refuseUnlessCaseIsLoaded(at + "/condition", "unknown-condition");
        } else if (ruling != null && reason != null && !reason.fits(condition, ruling)) {
            rules.refuseUnlessCaseIsLoaded(at + "/reason", "not-a-reason-for-this");
        }
    }
}
