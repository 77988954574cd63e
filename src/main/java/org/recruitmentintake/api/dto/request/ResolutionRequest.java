package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.condition.Conditions;

/** A person's answer to a finding. */
public record ResolutionRequest(@NotNull @Size(max = 60) String condition,
        @NotNull Ruling ruling,
        @NotNull Reason reason) {

    /** Asks the rules of the answer at this pointer. */
    void check(RequestRules rules, String at) {
        if (condition == null) return;
        if (Conditions.find(condition).isEmpty()) {
            rules.refuseUnlessTheCaseIsAsked(at + "/condition", "unknown-condition");
        } else if (ruling != null && reason != null && !reason.answers(condition, ruling)) {
            rules.refuseUnlessTheCaseIsAsked(at + "/reason", "not-a-reason-for-this");
        }
    }
}
