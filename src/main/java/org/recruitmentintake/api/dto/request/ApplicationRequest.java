package org.recruitmentintake.api.dto.request;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.json.RuledBody;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Person;
import org.recruitmentintake.application.model.Speciality;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.application.model.Wishes;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Consent;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.RankCategory;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.embassy.Channel;
import org.recruitmentintake.embassy.EmbassyDirectory;

/** An application as a form posts it. A member that is left out is not known yet. */
@RegisterForReflection(registerFullHierarchy = true)
public record ApplicationRequest(
        @NotNull Route route,
        @Pattern(regexp = EmbassyDirectory.ID) @Size(max = EmbassyDirectory.LONGEST_ID) String embassy,
        @NotNull Branch branch,
        RankCategory rankCategory,
        @Size(max = 6) @UniqueElements List<Speciality> specialities,
        @Size(min = 1, max = 100) String preferredUnit,
        Channel firstContact,
        @NotNull @Valid Applicant applicant,
        @Valid Statement statement,
        @NotNull @Valid Consents consents,
        @Size(max = 9) @UniqueElements List<Evidence> attested)
        implements RuledBody {

    @Override
    public void check(RequestRules rules) {
        rules.checkEmbassy(route, embassy, firstContact);
        if (applicant != null) applicant.check(rules);
        if (statement != null) statement.check(rules);
        if (consents != null) consents.check(rules);
    }

    /** Applies the rules about the client that posts or amends it. */
    public void checkPoster(RequestRules rules, Client client, boolean visibleInUkraine) {
        rules.checkPoster(client, route, embassy, branch);
        rules.checkAttestations(attested, client, embassy, branch, visibleInUkraine);
    }

    /** Requires the consent to the processing of personal data: without it nothing is stored. */
    public void checkConsent(RequestRules rules) {
        if (consents != null && consents.dataProcessing() != null
                && Boolean.FALSE.equals(consents.dataProcessing().given())) {
            rules.refuse("/consents/dataProcessing/given", "consent-needed");
        }
    }

    public Submission submission() {
        var stated = statement == null ? Statement.NOTHING : statement;
        return new Submission(embassy,
                new Person(applicant.name(), applicant.document().number(), applicant.email(), applicant.phone()),
                new Wishes(specialities, preferredUnit, firstContact),
                stated.facts(route, branch, rankCategory, applicant, consents, null),
                attested == null || attested.isEmpty() ? Set.of() : EnumSet.copyOf(attested));
    }

    /**
     * A stored case as it would be posted now, without the list of what was attested.
     *
     * @param specialCheck whether it has the special check, which only reviewers may see
     */
    public static ApplicationRequest of(Application application, boolean specialCheck) {
        var dossier = application.dossier();
        var person = dossier.person();
        var wishes = dossier.wishes();
        var facts = dossier.facts();
        var papers = facts.papers();
        var statements = facts.statements();
        var identity = papers.identity().value();
        var document = identity.document();
        var presence = value(papers.presence());
        var grounds = value(papers.polygraphGrounds());
        return new ApplicationRequest(facts.route(), application.embassy(), facts.branch(), facts.rank(),
                wishes.specialities(), wishes.preferredUnit(), wishes.firstContact(),
                new Applicant(person.name(), value(papers.birthDate()), List.copyOf(identity.citizenships()),
                        identity.stateless(),
                        new IdentityDocument(document.kind(), document.country(), person.documentNumber(),
                                document.validUntil()),
                        person.email(), person.phone()),
                new Statement(presence == null ? null : new LawfulStay(presence.basis(), presence.validUntil()),
                        value(papers.convictions()), value(papers.fitness()), value(papers.selection()),
                        specialCheck ? value(papers.specialCheck()) : null, statements.experienceClaimed(),
                        value(papers.servicePapers()),
                        grounds == null ? null
                                : new PolygraphGroundsDto(grounds.stateSecrets(), grounds.doubtfulData()),
                        statements.voluntary(), statements.observesConstitution(),
                        statements.enlistmentRequestSigned()),
                new Consents(consent(statements.dataProcessing()), consent(statements.verification()),
                        consent(statements.polygraph())),
                null);
    }

    private static <T> T value(Stated<T> fact) { return fact == null ? null : fact.value(); }

    private static ConsentDto consent(Consent consent) {
        return consent == null ? null : new ConsentDto(consent.given(), consent.at());
    }

    @Override
    public String toString() { return "ApplicationRequest[sealed]"; }
}
