package org.recruitmentintake.api.dto.request;

import java.util.EnumSet;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.recruitmentintake.api.json.RuledBody;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.model.EvidencePiece;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.facts.Evidence;

/** Pieces of evidence that a desk has seen. */
public record EvidenceRequest(@NotNull @Size(min = 1, max = 12) List<@NotNull @Valid EvidencePieceDto> pieces)
        implements RuledBody {

    @Override
    public void check(RequestRules rules) {
        if (pieces == null) return;
        var kinds = EnumSet.noneOf(Evidence.class);
        for (var i = 0; i < pieces.size(); i++) {
            if (pieces.get(i) == null) continue;
            pieces.get(i).check(rules, "/pieces/" + i);
            var kind = pieces.get(i).evidence();
            if (kind != null && !kinds.add(kind)) {
                rules.refuse("/pieces/" + i + "/evidence", ProblemException.DUPLICATE_VALUE);
            }
        }
    }

    public List<EvidencePiece> seen() { return pieces.stream().map(EvidencePieceDto::piece).toList(); }
}
