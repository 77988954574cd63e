package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.facts.Convictions;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Fitness;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.Selection;
import org.recruitmentintake.eligibility.facts.ServicePapers;
import org.recruitmentintake.eligibility.facts.SpecialCheck;
import org.recruitmentintake.eligibility.facts.Stated;

/** A piece of evidence that a desk has seen: its kind and its value. */
public record EvidencePieceDto(@NotNull Evidence evidence, @Valid IdentitySeen identity, LocalDate birthDate,
        @Valid LawfulStay presence, Convictions convictions, Fitness fitness, Selection selection,
        SpecialCheck specialCheck, ServicePapers servicePapers, @Valid PolygraphGroundsDto polygraphGrounds) {

    private Papers papers() {
        return new Papers(Stated.declared(identity == null ? null : identity.value()), Stated.declared(birthDate),
                Stated.declared(presence == null ? null : presence.value()), Stated.declared(convictions),
                Stated.declared(fitness), Stated.declared(selection), Stated.declared(specialCheck),
                Stated.declared(servicePapers),
                Stated.declared(polygraphGrounds == null ? null : polygraphGrounds.value()));
    }

    private record Member(Evidence kind, String name, Object value) {}

    private List<Member> members() {
        return List.of(new Member(Evidence.IDENTITY, "identity", identity),
                new Member(Evidence.BIRTH_DATE, "birthDate", birthDate),
                new Member(Evidence.PRESENCE, "presence", presence),
                new Member(Evidence.CONVICTIONS, "convictions", convictions),
                new Member(Evidence.FITNESS, "fitness", fitness),
                new Member(Evidence.SELECTION, "selection", selection),
                new Member(Evidence.SPECIAL_CHECK, "specialCheck", specialCheck),
                new Member(Evidence.SERVICE_PAPERS, "servicePapers", servicePapers),
                new Member(Evidence.POLYGRAPH_GROUNDS, "polygraphGrounds", polygraphGrounds));
    }

    /** Applies the rules to the piece at this pointer: it has the member of its kind, and no other. */
    void check(RequestRules rules, String at) {
        if (identity != null) identity.check(rules, at + "/identity");
        if (presence != null) rules.checkExpiry(at + "/presence/validUntil", presence.validUntil());
        rules.checkPastDay(at + "/birthDate", birthDate);
        if (evidence == null) return;
        if (!evidence.attestable()) {
            rules.refuse(at + "/evidence", "not-attestable");
        } else if (members().stream().anyMatch(member -> member.kind() != evidence && member.value() != null)) {
            rules.refuse(at, "evidence-mismatch");
        } else {
            members().stream().filter(member -> member.kind() == evidence && member.value() == null)
                    .forEach(member -> rules.refuse(at + "/" + member.name(), ProblemException.REQUIRED));
        }
    }

    Stated<?> fact() { return papers().byEvidence().get(evidence); }
}
