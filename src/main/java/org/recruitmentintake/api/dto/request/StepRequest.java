package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;

import jakarta.validation.constraints.NotNull;

import org.recruitmentintake.api.json.RuledBody;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.Visa;

/** A step of the embassy route that a desk records. */
public record StepRequest(@NotNull Step step, @NotNull LocalDate on, Visa visa) implements RuledBody {

    @Override
    public void check(RequestRules rules) {
        if (step == Step.VISA && visa == null) rules.refuse("/visa", "required");
        if (step != null && step != Step.VISA && visa != null) rules.refuse("/visa", "not-for-this-step");
        rules.checkPastDay("/on", on, Rules.EMBASSY_FLOW.changes().first());
    }
}
