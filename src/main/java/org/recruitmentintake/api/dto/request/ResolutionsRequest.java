package org.recruitmentintake.api.dto.request;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.problem.ErrorLocation;
import org.recruitmentintake.api.problem.FieldError;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.application.model.RulingAnswer;

/** A person's answers to findings. */
@Schema(name = "ResolutionsRequest", description = "A person's answers to findings, each of another condition.")
public record ResolutionsRequest(@NotNull @Size(min = 1, max = 19) List<@NotNull @Valid ResolutionRequest> rulings) {

    /** @throws ProblemException if two answers are to one condition */
    public List<RulingAnswer> answers() {
        var conditions = new HashSet<String>();
        var errors = IntStream.range(0, rulings.size()).filter(i -> !conditions.add(rulings.get(i).condition()))
                .mapToObj(i -> new FieldError(ErrorLocation.POINTER, "/rulings/" + i + "/condition",
                        ProblemException.DUPLICATE_VALUE))
                .toList();
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemKind.INVALID_BODY, errors);
        }
        return rulings.stream()
                .map(given -> new RulingAnswer(given.condition(), given.ruling(), given.reason())).toList();
    }
}
