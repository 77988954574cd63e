package org.recruitmentintake.api.dto.request;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.recruitmentintake.api.json.RuledBody;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Stated;

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

    /** What each piece shows, in the order of the pieces. */
    public Map<Evidence, Stated<?>> seen() {
        var seen = new LinkedHashMap<Evidence, Stated<?>>();
        pieces.forEach(piece -> seen.put(piece.evidence(), piece.fact()));
        return seen;
    }
}
