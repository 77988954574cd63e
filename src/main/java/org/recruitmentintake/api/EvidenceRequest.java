package org.recruitmentintake.api;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.ApplicationRequest.LawfulStay;
import org.recruitmentintake.api.ApplicationRequest.PolygraphGrounds;
import org.recruitmentintake.api.ApplicationRequest.SelectionTests;
import org.recruitmentintake.api.Problem.Kind;
import org.recruitmentintake.application.EvidenceRecording;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Convictions;
import org.recruitmentintake.eligibility.Facts.Document;
import org.recruitmentintake.eligibility.Facts.Fitness;
import org.recruitmentintake.eligibility.Facts.Identity;
import org.recruitmentintake.eligibility.Facts.ServicePapers;
import org.recruitmentintake.eligibility.Facts.Stated;

/** Evidence that was seen, one piece or several. */
@Schema(name = "EvidenceRequest", description = "Evidence that was seen, each kind once.")
public record EvidenceRequest(@NotNull @Size(min = 1, max = 12) List<@NotNull @Valid Piece> pieces) {

    /** A piece of evidence: one kind, and what it shows. */
    @Schema(name = "EvidencePiece",
            description = "Evidence of one kind: `evidence` names it, and the one member that belongs to it says what was seen.")
    public record Piece(@NotNull Evidence evidence, @Valid IdentitySeen identity, LocalDate birthDate,
            @Valid LawfulStay presence,
            Convictions convictions, Fitness fitness, @Valid SelectionTests selection, Facts.SpecialCheck specialCheck,
            ServicePapers servicePapers,
            @Valid PolygraphGrounds polygraphGrounds) {

        private Facts.Papers papers() {
            return new Facts.Papers(Stated.declared(identity == null ? null : identity.value()),
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
            papers.merged(papers, new Facts.Papers.Merge() {
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

        private EvidenceRecording.Piece seen() { return new EvidenceRecording.Piece(evidence, papers()); }
    }

    /** What an identity document shows. */
    @Schema(name = "IdentitySeen",
            description = "What the identity document shows; its number is compared on paper, and not sent.")
    public record IdentitySeen(
            @Size(max = 5) @UniqueElements @Schema(uniqueItems = true,
                    description = "ISO 3166-1 alpha-2 codes, and `XK` for Kosovo.") List<@Pattern(
                            regexp = CountryCode.FORM) @CountryCode String> citizenships,
            Boolean stateless,
            @NotNull Document.Kind kind,
            @NotNull @Pattern(regexp = CountryCode.FORM) @CountryCode String country,
            @Schema(description = "Last day of validity; left out where it does not end.") LocalDate validUntil) {

        Identity value() {
            return new Identity(new TreeSet<>(citizenships == null ? List.of() : citizenships),
                    Boolean.TRUE.equals(stateless),
                    new Document(kind, country, validUntil));
        }
    }

    List<EvidenceRecording.Piece> seen() { return pieces.stream().map(Piece::seen).toList(); }

    /** @throws Refused unless each piece is of another kind and has exactly the member that belongs to it */
    EvidenceRequest checked() {
        var faults = new ArrayList<Refused.Fault>();
        var kinds = EnumSet.noneOf(Evidence.class);
        for (var i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            var place = "/pieces/" + i;
            if (!piece.evidence().attestable()) {
                faults.add(fault(place + "/evidence", "not-attestable"));
            } else if (!piece.members().keySet().equals(Set.of(piece.evidence()))) {
                faults.add(fault(place, "evidence-mismatch"));
            }
            if (!kinds.add(piece.evidence())) {
                faults.add(fault(place + "/evidence", Refused.DUPLICATE_VALUE));
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(Kind.INVALID_BODY, faults);
        }
        return this;
    }

    private static Refused.Fault fault(String pointer, String code) {
        return new Refused.Fault(Refused.Place.POINTER, pointer, code);
    }
}
