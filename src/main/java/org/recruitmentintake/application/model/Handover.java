package org.recruitmentintake.application.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.Verdict;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Convictions;
import org.recruitmentintake.eligibility.facts.Document;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Fitness;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.Presence;
import org.recruitmentintake.eligibility.facts.RankCategory;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.eligibility.facts.Selection;
import org.recruitmentintake.eligibility.facts.ServicePapers;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.Visa;

/**
 * The payload of an acceptance: the application and its decision, as far as the recruiting centre sees them here.
 * Reviewer-only findings are left out: they would reveal an application to another branch. This is a public contract,
 * described in the AsyncAPI document: members are added, and existing ones keep their meaning.
 *
 * @param format of this record, now 1
 */
public record Handover(int format, UUID application, Instant acceptedAt, Route route, Branch branch,
        RankCategory rankCategory, String embassy, Applicant applicant, PaperVerdicts papers, Wishes wishes,
        List<Attested> attested, List<StepDone> steps, DecisionMade decision) {

    // Required by the schema. If one is missing, no message is made and the case is not accepted.
    public Handover {
        Objects.requireNonNull(acceptedAt);
        Objects.requireNonNull(route);
        Objects.requireNonNull(branch);
        Objects.requireNonNull(rankCategory);
    }

    /** The applicant. */
    public record Applicant(String name, LocalDate birthDate, Set<String> citizenships, boolean stateless,
            Document.Kind documentKind, String documentCountry, String documentNumber, LocalDate documentValidUntil,
            String email, String phone) {

        public Applicant {
            Objects.requireNonNull(birthDate);
        }
    }

    /** The verdicts on the papers. */
    public record PaperVerdicts(Presence presence, Convictions convictions, Fitness fitness, Selection selection,
            ServicePapers servicePapers, LocalDate enlistmentRequestSigned) {}

    /** The evidence that was attested, by which role, and when. */
    public record Attested(Evidence evidence, EvidenceSource by, Instant at) {}

    /** A step of the embassy route. */
    public record StepDone(Step step, LocalDate on, Visa visa) {}

    /** The decision as it was made. */
    public record DecisionMade(LocalDate day, String ruleSet, String build, List<Judged> findings) {}

    /** The finding of one condition; {@code ruling} if a reviewer ruled on it. */
    public record Judged(String condition, Verdict verdict, String reason, Ruling ruling) {}

    public static Handover of(Application application) {
        var dossier = application.dossier();
        var facts = dossier.facts();
        var papers = facts.papers();
        var attested = new ArrayList<Attested>();
        papers.byEvidence().forEach((kind, fact) -> {
            if (kind != Evidence.SPECIAL_CHECK && fact != null && fact.attested()) {
                attested.add(new Attested(kind, fact.attestation().as(), fact.attestation().at()));
            }
        });
        return new Handover(1, application.id(), application.updatedAt(), application.route(), facts.branch(),
                facts.rank(), application.embassy(), applicant(dossier.person(), papers),
                new PaperVerdicts(value(papers.presence()), value(papers.convictions()), value(papers.fitness()),
                        value(papers.selection()), value(papers.servicePapers()),
                        facts.statements().enlistmentRequestSigned()),
                dossier.wishes(), attested,
                facts.steps().stream().map(step -> new StepDone(step.step(), step.on(), step.visa())).toList(),
                decision(dossier.snapshot()));
    }

    private static Applicant applicant(Person person, Papers papers) {
        var identity = value(papers.identity());
        var document = identity.document();
        return new Applicant(person.name(), value(papers.birthDate()), identity.citizenships(), identity.stateless(),
                document.kind(), document.country(), person.documentNumber(), document.validUntil(), person.email(),
                person.phone());
    }

    private static DecisionMade decision(DecisionSnapshot snapshot) {
        var decision = snapshot.decision();
        var findings = decision.publicFindings().stream()
                .map(finding -> new Judged(finding.condition(), finding.verdict(), finding.reason(), finding.ruling()))
                .toList();
        return new DecisionMade(decision.day(), decision.ruleSet(), snapshot.build(), findings);
    }

    private static <T> T value(Stated<T> fact) { return fact == null ? null : fact.value(); }
}
