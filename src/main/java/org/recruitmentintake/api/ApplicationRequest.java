package org.recruitmentintake.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.application.Application;
import org.recruitmentintake.application.Dossier.Person;
import org.recruitmentintake.application.Dossier.Wishes;
import org.recruitmentintake.application.Dossier.Wishes.Speciality;
import org.recruitmentintake.application.Intake.Submission;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Branch;
import org.recruitmentintake.eligibility.Facts.Convictions;
import org.recruitmentintake.eligibility.Facts.Document;
import org.recruitmentintake.eligibility.Facts.Fitness;
import org.recruitmentintake.eligibility.Facts.Identity;
import org.recruitmentintake.eligibility.Facts.Presence;
import org.recruitmentintake.eligibility.Facts.RankCategory;
import org.recruitmentintake.eligibility.Facts.Route;
import org.recruitmentintake.eligibility.Facts.ServicePapers;
import org.recruitmentintake.eligibility.Facts.Stated;
import org.recruitmentintake.embassy.EmbassyDirectory.Embassy.Channel;

/** An application as a form posts it. What is left out is not known, and the answer says what it would settle. */
@Schema(description = "An application. What is left out is not known yet; the answer says what is missing, and why it matters.")
public record ApplicationRequest(
        @NotNull @Schema(
                description = "`EMBASSY`: abroad, through an embassy. `IN_COUNTRY`: lawfully in Ukraine already.") Route route,
        @Pattern(regexp = "[a-z]{2}(-[a-z]+){1,6}") @Size(max = 60) @Schema(
                description = "Id in `GET /v1/embassies`; on the embassy route, and only there.",
                examples = "ca-ottawa") String embassy,
        @NotNull Branch branch,
        RankCategory rankCategory,
        @Size(max = 6) @UniqueElements @Schema(uniqueItems = true,
                description = "Preferences, not conditions.") List<Speciality> specialities,
        @Size(min = 1, max = 100) @Schema(description = "A preference; kept and handed over, never a bar.",
                examples = "3rd Example Brigade") String preferredUnit,
        @Schema(description = "How the embassy was first told.") Channel firstContact,
        @NotNull @Valid Applicant applicant,
        @Valid Statement statement,
        @NotNull @Valid Consents consents,
        @Size(max = 9) @UniqueElements @Schema(uniqueItems = true,
                description = "What the posting client has seen itself and attests; for clients whose task that is.") List<Evidence> attested) {

    // Only what the expressions of ECMA-262, Python and RE2 share. Names between dots; labels of the domain between dots, without
    // a hyphen at their ends; the last label without a digit first and of two characters at least. Every script is taken.
    private static final String EMAIL_NAME = "[^ \"(),.:;<>@\\[-\\]]+";
    private static final String LABEL_END = "[^ -/:-@\\[-`{-~]";
    private static final String LABEL_PART = "[^ -,./:-@\\[-`{-~]*";
    private static final String LABEL = LABEL_END + "(" + LABEL_PART + LABEL_END + ")?";
    static final String EMAIL = EMAIL_NAME + "([.]" + EMAIL_NAME + ")*@(" + LABEL + "[.])+[^ -@\\[-`{-~]" + LABEL_PART
            + LABEL_END;

    /** Who applies. */
    @Schema(name = "Applicant", description = "Who applies, as the identity document writes it.")
    public record Applicant(
            @NotBlank @Size(max = 200) @Schema(description = "Full name, in any script; one word is enough.",
                    examples = "Test Alpha") String name,
            @Schema(type = SchemaType.STRING, format = "date", examples = "1990-05-17") LocalDate birthDate,
            @Size(max = 5) @UniqueElements @Schema(uniqueItems = true,
                    description = "ISO 3166-1 alpha-2 codes, and `XK` for Kosovo. Left out or empty, with `stateless` not true: not known yet.") List<@Pattern(
                            regexp = CountryCode.FORM) @CountryCode String> citizenships,
            Boolean stateless,
            @NotNull @Valid IdentityDocument document,
            @Pattern(regexp = EMAIL) @Size(max = 254) @Schema(
                    description = "In any script. A dot in the domain; no quoted names, no literal addresses.",
                    examples = "test@example.org") String email,
            @Pattern(regexp = "\\+[1-9][0-9]{6,14}") @Schema(description = "International form (E.164).",
                    examples = "+15550100000") String phone) {

        @Override
        public String toString() { return "Applicant[sealed]"; }
    }

    /** The document that identifies the applicant. */
    @Schema(name = "IdentityDocument", description = "The document that identifies the applicant.")
    public record IdentityDocument(
            @NotNull @Schema(description = "What kind of document it is.") Document.Kind kind,
            @NotNull @Pattern(regexp = CountryCode.FORM) @CountryCode @Schema(
                    description = "Who issued it: ISO 3166-1 alpha-2, and `XK` for Kosovo.",
                    examples = "CA") String country,
            @NotBlank @Size(max = 40) @Schema(
                    description = "As the document writes it, in any script, with its signs. At least one letter or digit.",
                    examples = "TEST12345") String number,
            @Schema(description = "Last day of validity; left out where it does not end.") LocalDate validUntil) {

        @Override
        public String toString() { return "IdentityDocument[sealed]"; }
    }

    /** What the applicant states; a pre-check asks the same. */
    @Schema(name = "Statement",
            description = "What the applicant states. Kinds, dates and verdicts only: never a diagnosis, never free text.")
    public record Statement(
            @Valid LawfulStay presence,
            Convictions convictions,
            Fitness fitness,
            @Valid SelectionTests selection,
            Facts.SpecialCheck specialCheck,
            @Schema(description = "Whether earlier service is claimed; none is ever required by law.") Boolean experienceClaimed,
            ServicePapers servicePapers,
            @Valid PolygraphGrounds polygraphGrounds,
            @Schema(description = "Asks freely to serve under contract.") Boolean voluntary,
            @Schema(description = "Recognises and observes the Constitution and the laws of Ukraine.") Boolean observesConstitution,
            @Schema(description = "The day on which the written enlistment request was signed; on the in-country route.") LocalDate enlistmentRequestSigned) {

        static final Statement NOTHING = new Statement(null, null, null, null, null, null, null, null, null, null,
                null);

        Facts facts(Route route, Branch branch, RankCategory rank, Identity identity, LocalDate birthDate,
                Consents consents) {
            return new Facts(route, branch, rank,
                    new Facts.Papers(Stated.declared(identity), Stated.declared(birthDate),
                            Stated.declared(presence == null ? null : presence.value()),
                            Stated.declared(convictions), Stated.declared(fitness),
                            Stated.declared(selection == null ? null : selection.value()),
                            Stated.declared(specialCheck), Stated.declared(servicePapers),
                            Stated.declared(polygraphGrounds == null ? null : polygraphGrounds.value())),
                    new Facts.Statements(voluntary, observesConstitution, experienceClaimed, enlistmentRequestSigned,
                            value(consents == null ? null : consents.dataProcessing()),
                            value(consents == null ? null : consents.verification()),
                            value(consents == null ? null : consents.polygraph())),
                    List.of());
        }

        private static Facts.Consent value(Consent consent) {
            return consent == null ? null : new Facts.Consent(consent.given(), consent.at());
        }
    }

    /** The ground of being in Ukraine lawfully. */
    @Schema(name = "LawfulStay", description = "Lawful presence, not residence.")
    public record LawfulStay(@NotNull Presence.Basis basis,
            @Schema(description = "Last day; left out where the ground has no end.") LocalDate validUntil) {

        Presence value() { return new Presence(basis, validUntil); }
    }

    /** Professional-psychological selection and the physical standard. */
    @Schema(name = "SelectionTests", description = "Passed, failed, or (left out) not taken yet.")
    public record SelectionTests(Boolean psychological, Boolean physical) {

        Facts.Selection value() { return new Facts.Selection(psychological, physical); }
    }

    /** Why a polygraph may be mandatory beside the rank. */
    @Schema(name = "PolygraphGrounds", description = "Why a polygraph may be mandatory beside the rank.")
    public record PolygraphGrounds(@NotNull Boolean stateSecrets, @NotNull Boolean doubtfulData) {

        Facts.PolygraphGrounds value() { return new Facts.PolygraphGrounds(stateSecrets, doubtfulData); }
    }

    /** A consent, given or refused. */
    @Schema(name = "Consent", description = "A consent, given or refused, and when.")
    public record Consent(@NotNull Boolean given,
            @NotNull @Schema(description = "When the applicant said so.") Instant at) {
    }

    /** The consents. Without the first nothing is stored at all. */
    @Schema(name = "Consents",
            description = "Without the consent to the processing of personal data nothing is stored at all.")
    public record Consents(@NotNull @Valid Consent dataProcessing, @Valid Consent verification,
            @Valid Consent polygraph) {
    }

    Submission submission() {
        var said = statement == null ? Statement.NOTHING : statement;
        var document = applicant.document();
        var citizenships = applicant.citizenships() == null ? List.<String>of() : applicant.citizenships();
        var identity = new Identity(new TreeSet<>(citizenships), Boolean.TRUE.equals(applicant.stateless()),
                new Document(document.kind(), document.country(), document.validUntil()));
        return new Submission(embassy,
                new Person(applicant.name(), document.number(), applicant.email(), applicant.phone()),
                new Wishes(specialities, preferredUnit, firstContact),
                said.facts(route, branch, rankCategory, identity, applicant.birthDate(), consents),
                attested == null || attested.isEmpty() ? Set.of() : EnumSet.copyOf(attested));
    }

    /** A stored case as it would be posted now, for a merge patch; what was attested is not said again. */
    static ApplicationRequest of(Application application) {
        var dossier = application.dossier();
        var person = dossier.person();
        var wishes = dossier.wishes();
        var facts = dossier.facts();
        var papers = facts.papers();
        var statements = facts.statements();
        var identity = papers.identity().value();
        var document = identity.document();
        var presence = value(papers.presence());
        var selection = value(papers.selection());
        var grounds = value(papers.polygraphGrounds());
        return new ApplicationRequest(facts.route(), application.embassy(), facts.branch(), facts.rank(),
                wishes.specialities(), wishes.preferredUnit(),
                wishes.firstContact(),
                new Applicant(person.name(), value(papers.birthDate()), List.copyOf(identity.citizenships()),
                        identity.stateless(),
                        new IdentityDocument(document.kind(), document.country(), person.documentNumber(),
                                document.validUntil()),
                        person.email(),
                        person.phone()),
                new Statement(presence == null ? null : new LawfulStay(presence.basis(), presence.validUntil()),
                        value(papers.convictions()),
                        value(papers.fitness()),
                        selection == null ? null : new SelectionTests(selection.psychological(), selection.physical()),
                        value(papers.specialCheck()), statements.experienceClaimed(),
                        value(papers.servicePapers()),
                        grounds == null ? null : new PolygraphGrounds(grounds.stateSecrets(), grounds.doubtfulData()),
                        statements.voluntary(),
                        statements.observesConstitution(), statements.enlistmentRequestSigned()),
                new Consents(consent(statements.dataProcessing()), consent(statements.verification()),
                        consent(statements.polygraph())),
                null);
    }

    /** What is shown to all but reviewers. */
    ApplicationRequest withoutSpecialCheck() {
        var said = new Statement(statement.presence(), statement.convictions(), statement.fitness(),
                statement.selection(), null, statement.experienceClaimed(), statement.servicePapers(),
                statement.polygraphGrounds(), statement.voluntary(), statement.observesConstitution(),
                statement.enlistmentRequestSigned());
        return new ApplicationRequest(route, embassy, branch, rankCategory, specialities, preferredUnit, firstContact,
                applicant, said, consents, attested);
    }

    private static <T> T value(Stated<T> fact) { return fact == null ? null : fact.value(); }

    private static Consent consent(Facts.Consent consent) {
        return consent == null ? null : new Consent(consent.given(), consent.at());
    }

    @Override
    public String toString() { return "ApplicationRequest[sealed]"; }
}
