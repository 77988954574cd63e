package org.recruitmentintake.api.dto.request;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.api.json.RuledBody;
import org.recruitmentintake.application.model.Speciality;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Consent;
import org.recruitmentintake.eligibility.facts.Convictions;
import org.recruitmentintake.eligibility.facts.Document;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Fitness;
import org.recruitmentintake.eligibility.facts.Identity;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.PolygraphGrounds;
import org.recruitmentintake.eligibility.facts.Presence;
import org.recruitmentintake.eligibility.facts.RankCategory;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.eligibility.facts.ServicePapers;
import org.recruitmentintake.eligibility.facts.SpecialCheck;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.eligibility.facts.Statements;
import org.recruitmentintake.embassy.Channel;

/**
 * A pre-check: the body of an application with everything optional, so that a form can send it before it is complete.
 * Name, document number, e-mail and phone are checked for their form and then dropped.
 */
public record EligibilityCheckRequest(
        Route route,
        @Pattern(regexp = "[a-z]{2}(-[a-z]+){1,6}") @Size(max = 60) String embassy,
        Branch branch,
        RankCategory rankCategory,
        @Size(max = 6) @UniqueElements List<Speciality> specialities,
        @Size(min = 1, max = 100) String preferredUnit,
        Channel firstContact,
        @Valid StatedApplicant applicant,
        @Valid StatedStatement statement,
        @Valid StatedConsents consents) implements RuledBody {

    @Override
    public void check(RequestRules rules) {
        // The embassy may be left out on the embassy route, too.
        if (embassy != null) rules.checkEmbassy(route, embassy, firstContact);
        if (applicant != null) applicant.check(rules);
        if (statement != null) statement.check(rules);
        if (consents != null) consents.check(rules);
    }

    /** The applicant, as far as stated. */
    public record StatedApplicant(
            @Size(max = 200) String name,
            LocalDate birthDate,
            @Size(max = 5) @UniqueElements List<@Pattern(regexp = CountryCode.FORM) @CountryCode String> citizenships,
            Boolean stateless,
            @Valid StatedDocument document,
            @Pattern(regexp = Applicant.EMAIL) @Size(max = 254) String email,
            @Pattern(regexp = Applicant.PHONE) String phone) {

        static final StatedApplicant UNKNOWN = new StatedApplicant(null, null, null, null, null, null, null);

        void check(RequestRules rules) {
            rules.checkNotBlank("/applicant/name", name);
            rules.checkCitizenship("/applicant", citizenships, stateless);
            rules.checkPastDay("/applicant/birthDate", birthDate);
            if (document == null) return;
            rules.checkDocumentNumber("/applicant/document/number", document.number);
            rules.checkExpiry("/applicant/document/validUntil", document.validUntil);
        }

        Identity identity() {
            var known = document == null || document.kind == null || document.country == null ? null
                    : new Document(document.kind, document.country, document.validUntil);
            return new Identity(new TreeSet<>(citizenships == null ? List.of() : citizenships),
                    Boolean.TRUE.equals(stateless), known);
        }

        @Override
        public String toString() { return "StatedApplicant[sealed]"; }
    }

    /** The identity document, as far as stated. */
    public record StatedDocument(
            Document.Kind kind,
            @Pattern(regexp = CountryCode.FORM) @CountryCode String country,
            @Size(max = 40) String number,
            LocalDate validUntil) {

        @Override
        public String toString() { return "StatedDocument[sealed]"; }
    }

    /** What the applicant states so far. */
    public record StatedStatement(
            StatedPresence presence,
            Convictions convictions,
            Fitness fitness,
            SelectionTests selection,
            SpecialCheck specialCheck,
            Boolean experienceClaimed,
            ServicePapers servicePapers,
            StatedPolygraphGrounds polygraphGrounds,
            Boolean voluntary,
            Boolean observesConstitution,
            LocalDate enlistmentRequestSigned) {

        static final StatedStatement NOTHING = new StatedStatement(null, null, null, null, null, null, null, null, null,
                null, null);

        void check(RequestRules rules) {
            if (presence != null) rules.checkExpiry("/statement/presence/validUntil", presence.validUntil);
            rules.checkPastDay("/statement/enlistmentRequestSigned", enlistmentRequestSigned, Rules.BEGINNING);
        }
    }

    /** The ground of being in Ukraine, as far as stated. */
    public record StatedPresence(Presence.Basis basis, LocalDate validUntil) {
    }

    /** Why a polygraph may be mandatory, as far as stated. */
    public record StatedPolygraphGrounds(Boolean stateSecrets, Boolean doubtfulData) {
    }

    /** The consents, as far as stated. */
    public record StatedConsents(StatedConsent dataProcessing, StatedConsent verification, StatedConsent polygraph) {

        static final StatedConsents NONE = new StatedConsents(null, null, null);

        void check(RequestRules rules) {
            check(rules, "dataProcessing", dataProcessing);
            check(rules, "verification", verification);
            check(rules, "polygraph", polygraph);
        }

        private static void check(RequestRules rules, String name, StatedConsent consent) {
            if (consent != null) rules.checkConsent("/consents/" + name + "/at", consent.at);
        }
    }

    /** A consent; the moment is missing while the form is not sent. */
    public record StatedConsent(Boolean given, Instant at) {
    }

    /**
     * The stated facts for one route, without anything that identifies the applicant.
     *
     * @param now the moment of a consent that is stated without a moment
     */
    public Facts facts(Route taken, Instant now) {
        var said = statement == null ? StatedStatement.NOTHING : statement;
        var person = applicant == null ? StatedApplicant.UNKNOWN : applicant;
        var agreed = consents == null ? StatedConsents.NONE : consents;
        var papers = new Papers(Stated.declared(person.identity()), Stated.declared(person.birthDate),
                Stated.declared(presence(said.presence)), Stated.declared(said.convictions),
                Stated.declared(said.fitness), Stated.declared(said.selection == null ? null : said.selection.value()),
                Stated.declared(said.specialCheck), Stated.declared(said.servicePapers),
                Stated.declared(grounds(said.polygraphGrounds)));
        var statements = new Statements(said.voluntary, said.observesConstitution, said.experienceClaimed,
                said.enlistmentRequestSigned, consent(agreed.dataProcessing, now), consent(agreed.verification, now),
                consent(agreed.polygraph, now));
        return new Facts(taken, branch, rankCategory, papers, statements, List.of());
    }

    private static Presence presence(StatedPresence stated) {
        return stated == null || stated.basis == null ? null : new Presence(stated.basis, stated.validUntil);
    }

    private static PolygraphGrounds grounds(StatedPolygraphGrounds stated) {
        return stated == null || stated.stateSecrets == null || stated.doubtfulData == null ? null
                : new PolygraphGrounds(stated.stateSecrets, stated.doubtfulData);
    }

    private static Consent consent(StatedConsent stated, Instant now) {
        return stated == null || stated.given == null ? null
                : new Consent(stated.given, stated.at == null ? now : stated.at);
    }

    @Override
    public String toString() { return "EligibilityCheckRequest[sealed]"; }
}
