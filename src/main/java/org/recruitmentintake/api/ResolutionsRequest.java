package org.recruitmentintake.api;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.Problem.Kind;
import org.recruitmentintake.application.Rulings;
import org.recruitmentintake.eligibility.Resolution;
import org.recruitmentintake.eligibility.Resolution.Ruling;

/** A person's answers to findings. */
@Schema(name = "ResolutionsRequest",
        description = "A person's answers to findings, each of another condition. A review can be satisfied, refused or sent back; a proposed refusal refused or sent back; a hold is never overridden.")
public record ResolutionsRequest(@NotNull @Size(min = 1, max = 19) List<@NotNull @Valid Answer> rulings) {

    /** The answer to one finding. */
    @Schema(name = "RulingRequest", description = "The answer to one finding.")
    public record Answer(@NotNull @Size(max = 60) @Schema(examples = "no-conviction") String condition,
            @NotNull Ruling ruling,
            @NotNull Resolution.Reason reason) {
    }

    List<Rulings.Answer> answers() {
        return rulings.stream()
                .map(answer -> new Rulings.Answer(answer.condition(), answer.ruling(), answer.reason())).toList();
    }

    /** @throws Refused if two answers are to one condition */
    ResolutionsRequest checked() {
        var conditions = new HashSet<String>();
        var faults = IntStream.range(0, rulings.size()).filter(i -> !conditions.add(rulings.get(i).condition()))
                .mapToObj(i -> new Refused.Fault(Refused.Place.POINTER, "/rulings/" + i + "/condition",
                        Refused.DUPLICATE_VALUE))
                .toList();
        if (!faults.isEmpty()) {
            throw new Refused(Kind.INVALID_BODY, faults);
        }
        return this;
    }
}
