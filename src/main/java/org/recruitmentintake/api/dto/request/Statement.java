package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;
import java.util.List;

import jakarta.validation.Valid;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Consent;
import org.recruitmentintake.eligibility.facts.Convictions;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Fitness;
import org.recruitmentintake.eligibility.facts.Identity;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.RankCategory;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.eligibility.facts.ServicePapers;
import org.recruitmentintake.eligibility.facts.SpecialCheck;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.eligibility.facts.Statements;

/** What the applicant states; a pre-check asks the same. */
@Schema(name = "Statement",
        description = "What the applicant states. Kinds, dates and verdicts only: never a diagnosis, never free text.")
public record Statement(
        @Valid LawfulStay presence,
        Convictions convictions,
        Fitness fitness,
        @Valid SelectionTests selection,
        SpecialCheck specialCheck,
        @Schema(description = "Whether earlier service is claimed; none is ever required by law.") Boolean experienceClaimed,
        ServicePapers servicePapers,
        @Valid PolygraphGroundsDto polygraphGrounds,
        @Schema(description = "Asks freely to serve under contract.") Boolean voluntary,
        @Schema(description = "Recognises and observes the Constitution and the laws of Ukraine.") Boolean observesConstitution,
        @Schema(description = "The day on which the written enlistment request was signed; on the in-country route.") LocalDate enlistmentRequestSigned) {

    static final Statement NOTHING = new Statement(null, null, null, null, null, null, null, null, null, null,
            null);

    Facts facts(Route route, Branch branch, RankCategory rank, Identity identity, LocalDate birthDate,
            Consents consents) {
        return new Facts(route, branch, rank,
                new Papers(Stated.declared(identity), Stated.declared(birthDate),
                        Stated.declared(presence == null ? null : presence.value()),
                        Stated.declared(convictions), Stated.declared(fitness),
                        Stated.declared(selection == null ? null : selection.value()),
                        Stated.declared(specialCheck), Stated.declared(servicePapers),
                        Stated.declared(polygraphGrounds == null ? null : polygraphGrounds.value())),
                new Statements(voluntary, observesConstitution, experienceClaimed, enlistmentRequestSigned,
                        value(consents == null ? null : consents.dataProcessing()),
                        value(consents == null ? null : consents.verification()),
                        value(consents == null ? null : consents.polygraph())),
                List.of());
    }

    private static Consent value(ConsentDto consent) {
        return consent == null ? null : new Consent(consent.given(), consent.at());
    }
}
