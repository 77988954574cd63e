package org.recruitmentintake.api.dto.request;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import jakarta.validation.Valid;

import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Consent;
import org.recruitmentintake.eligibility.facts.Convictions;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Fitness;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.RankCategory;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.eligibility.facts.Selection;
import org.recruitmentintake.eligibility.facts.ServicePapers;
import org.recruitmentintake.eligibility.facts.SpecialCheck;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.eligibility.facts.Statements;

/** What the applicant states. */
public record Statement(
        @Valid LawfulStay presence,
        Convictions convictions,
        Fitness fitness,
        Selection selection,
        SpecialCheck specialCheck,
        Boolean experienceClaimed,
        ServicePapers servicePapers,
        @Valid PolygraphGroundsDto polygraphGrounds,
        Boolean voluntary,
        Boolean observesConstitution,
        LocalDate enlistmentRequestSigned) {

    static final Statement NOTHING = new Statement(null, null, null, null, null, null, null, null, null, null, null);

    void check(RequestRules rules) {
        if (presence != null) rules.checkExpiry("/statement/presence/validUntil", presence.validUntil());
        rules.checkPastDay("/statement/enlistmentRequestSigned", enlistmentRequestSigned, Rules.BEGINNING);
    }

    /** @param now the moment of a consent that is stated without one; null for a complete body, where each has one */
    Facts facts(Route route, Branch branch, RankCategory rank, Applicant applicant, Consents consents, Instant now) {
        return new Facts(route, branch, rank,
                new Papers(Stated.declared(applicant.identity()), Stated.declared(applicant.birthDate()),
                        Stated.declared(presence == null ? null : presence.value()),
                        Stated.declared(convictions), Stated.declared(fitness), Stated.declared(selection),
                        Stated.declared(specialCheck), Stated.declared(servicePapers),
                        Stated.declared(polygraphGrounds == null ? null : polygraphGrounds.value())),
                new Statements(voluntary, observesConstitution, experienceClaimed, enlistmentRequestSigned,
                        value(consents.dataProcessing(), now), value(consents.verification(), now),
                        value(consents.polygraph(), now)),
                List.of());
    }

    private static Consent value(ConsentDto consent, Instant now) {
        return consent == null ? null : consent.value(now);
    }
}
