package org.recruitmentintake.api.dto.request;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.problem.ErrorLocation;
import org.recruitmentintake.api.problem.FieldError;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.application.model.EvidencePiece;
import org.recruitmentintake.eligibility.facts.Evidence;

/** Evidence that was seen, one piece or several. */
@Schema(name = "EvidenceRequest", description = "Evidence that was seen, each kind once.")
public record EvidenceRequest(@NotNull @Size(min = 1, max = 12) List<@NotNull @Valid EvidencePieceDto> pieces) {

    /** @throws ProblemException unless each piece is of another kind and has exactly the member that belongs to it */
    public List<EvidencePiece> seen() {
        var errors = new ArrayList<FieldError>();
        var kinds = EnumSet.noneOf(Evidence.class);
        for (var i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            var place = "/pieces/" + i;
            if (!piece.evidence().attestable()) {
                errors.add(new FieldError(ErrorLocation.POINTER, place + "/evidence", "not-attestable"));
            } else if (!piece.isConsistent()) {
                errors.add(new FieldError(ErrorLocation.POINTER, place, "evidence-mismatch"));
            }
            if (!kinds.add(piece.evidence())) {
                errors.add(
                        new FieldError(ErrorLocation.POINTER, place + "/evidence", ProblemException.DUPLICATE_VALUE));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemKind.INVALID_BODY, errors);
        }
        return pieces.stream().map(EvidencePieceDto::piece).toList();
    }
}
