package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.application.model.EvidencePiece;
import org.recruitmentintake.eligibility.facts.Convictions;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Fitness;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.ServicePapers;
import org.recruitmentintake.eligibility.facts.SpecialCheck;
import org.recruitmentintake.eligibility.facts.Stated;

/** A piece of evidence that was seen: one kind, and what it shows. */
@Schema(name = "EvidencePiece",
        description = "Evidence of one kind: `evidence` names it, and the one member that belongs to it says what was seen.")
public record EvidencePieceDto(@NotNull Evidence evidence, @Valid IdentitySeen identity, LocalDate birthDate,
        @Valid LawfulStay presence,
        Convictions convictions, Fitness fitness, @Valid SelectionTests selection, SpecialCheck specialCheck,
        ServicePapers servicePapers,
        @Valid PolygraphGroundsDto polygraphGrounds) {

    private Papers papers() {
        return new Papers(Stated.declared(identity == null ? null : identity.value()),
                Stated.declared(birthDate),
                Stated.declared(presence == null ? null : presence.value()), Stated.declared(convictions),
                Stated.declared(fitness),
                Stated.declared(selection == null ? null : selection.value()), Stated.declared(specialCheck),
                Stated.declared(servicePapers),
                Stated.declared(polygraphGrounds == null ? null : polygraphGrounds.value()));
    }

    /** Each kind of evidence with the member that belongs to it. */
    private Map<Evidence, Object> members() {
        var members = new EnumMap<Evidence, Object>(Evidence.class);
        var papers = papers();
        papers.merged(papers, new Papers.Merge() {
            @Override
            public <T> Stated<T> of(Evidence kind, Stated<T> fact, Stated<T> same) {
                if (fact != null) {
                    members.put(kind, fact.value());
                }
                return fact;
            }
        });
        return members;
    }

    /** Whether exactly the member that belongs to the evidence is there. */
    boolean isConsistent() {
        return members().keySet().equals(Set.of(evidence));
    }

    EvidencePiece piece() { return new EvidencePiece(evidence, papers()); }
}
