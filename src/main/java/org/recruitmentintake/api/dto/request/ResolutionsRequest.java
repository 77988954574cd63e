package org.recruitmentintake.api.dto.request;

import java.util.HashSet;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.recruitmentintake.api.json.RuledBody;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.model.ReviewerRuling;
import org.recruitmentintake.application.usecase.RequestRules;

/** A reviewer's rulings on findings. */
public record ResolutionsRequest(@NotNull @Size(min = 1, max = 19) List<@NotNull @Valid ResolutionRequest> rulings)
        implements RuledBody {

    @Override
    public void check(RequestRules rules) {
        if (rulings == null) return;
        var conditions = new HashSet<String>();
        for (var i = 0; i < rulings.size(); i++) {
            var ruling = rulings.get(i);
            if (ruling == null) continue;
            ruling.check(rules, "/rulings/" + i);
            if (ruling.condition() != null && !conditions.add(ruling.condition())) {
                rules.refuse("/rulings/" + i + "/condition", ProblemException.DUPLICATE_VALUE);
            }
        }
    }

    public List<ReviewerRuling> reviewerRulings() {
        return rulings.stream()
                .map(given -> new ReviewerRuling(given.condition(), given.ruling(), given.reason())).toList();
    }
}
