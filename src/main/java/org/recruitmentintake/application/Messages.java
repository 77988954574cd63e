package org.recruitmentintake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Casebook.Message;
import org.recruitmentintake.application.Dossier.Person;
import org.recruitmentintake.application.Dossier.Wishes;
import org.recruitmentintake.application.Outbox.Kind;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Evidence.Settler;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Branch;
import org.recruitmentintake.eligibility.Facts.Convictions;
import org.recruitmentintake.eligibility.Facts.Document;
import org.recruitmentintake.eligibility.Facts.Fitness;
import org.recruitmentintake.eligibility.Facts.Presence;
import org.recruitmentintake.eligibility.Facts.RankCategory;
import org.recruitmentintake.eligibility.Facts.Route;
import org.recruitmentintake.eligibility.Facts.Selection;
import org.recruitmentintake.eligibility.Facts.ServicePapers;
import org.recruitmentintake.eligibility.Facts.Stated;
import org.recruitmentintake.eligibility.Finding.Verdict;
import org.recruitmentintake.eligibility.Resolution.Ruling;
import org.recruitmentintake.embassy.Progress.StepRecord.Visa;
import org.recruitmentintake.embassy.Step;

/** Makes the messages that go to the queue: an accepted application to its branch, and the notice that one is withdrawn. */
@ApplicationScoped
public class Messages {

    private final Envelopes envelopes;
    private final ObjectMapper json;

    public Messages(Envelopes envelopes, ObjectMapper json) {
        this.envelopes = envelopes;
        this.json = json;
    }

    /** The message of a case that has just been accepted; null for any other. */
    public Message ifAccepted(Application application) {
        return application.state() == State.ACCEPTED
                ? message(Kind.ACCEPTED, application, Handover.of(application), application.updatedAt())
                : null;
    }

    /** The notice of a case that is withdrawn or erased. */
    public Message withdrawal(Application application, Instant now) {
        return message(Kind.WITHDRAWN, application, new Handover.Withdrawal(1, application.id(), now), now);
    }

    private Message message(Kind kind, Application application, Object payload, Instant time) {
        var event = UUID.randomUUID();
        var branch = application.branch();
        try {
            var data = envelopes.sealed(event, kind, application.id(), branch.name(), json.writeValueAsBytes(payload));
            return new Message(event, kind, branch.name(), data, time);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records are always written");
        }
    }

    /**
     * What the recipient reads once it has verified and opened a message: the application and the decision over it, as far
     * as its desk sees them here. What only reviewers see is not in it: a branch would learn that somebody has asked another
     * one, too. A public contract, described in the AsyncAPI document; it grows, and what is there keeps its meaning.
     *
     * @param format of this record, now 1
     */
    @RegisterForReflection(registerFullHierarchy = true)
    public record Handover(int format, UUID application, Instant acceptedAt, Route route, Branch branch,
            RankCategory rankCategory, String embassy,
            Applicant applicant, Papers papers, Wishes wishes, List<Attested> attested, List<StepDone> steps,
            DecisionMade decision) {

        // What the schema requires. Without it nothing is made, and so nothing accepted: no recipient could read it.
        public Handover {
            Objects.requireNonNull(acceptedAt);
            Objects.requireNonNull(route);
            Objects.requireNonNull(branch);
            Objects.requireNonNull(rankCategory);
        }

        /** Who applies. */
        public record Applicant(String name, LocalDate birthDate, Set<String> citizenships, boolean stateless,
                Document.Kind documentKind,
                String documentCountry, String documentNumber, LocalDate documentValidUntil, String email,
                String phone) {

            public Applicant {
                Objects.requireNonNull(birthDate);
            }
        }

        /** The verdicts on the papers. */
        public record Papers(Presence presence, Convictions convictions, Fitness fitness, Selection selection,
                ServicePapers servicePapers, LocalDate enlistmentRequestSigned) {
        }

        /** Which evidence was seen, in which role, and when. */
        public record Attested(Evidence evidence, Settler by, Instant at) {
        }

        /** A step of the embassy route. */
        public record StepDone(Step step, LocalDate on, Visa visa) {
        }

        /** The decision as it was made. */
        public record DecisionMade(LocalDate day, String ruleSet, String build, List<Judged> findings) {
        }

        /** One condition; {@code ruling} where a person decided. */
        public record Judged(String condition, Verdict verdict, String reason, Ruling ruling) {
        }

        /** A notice that an application is to be dropped, sent or not yet sent. */
        @RegisterForReflection
        public record Withdrawal(int format, UUID application, Instant withdrawnAt) {
        }

        public static Handover of(Application application) {
            var dossier = application.dossier();
            var facts = dossier.facts();
            var papers = facts.papers();
            var attested = new ArrayList<Attested>();
            papers.merged(papers, new Facts.Papers.Merge() {
                @Override
                public <T> Stated<T> of(Evidence kind, Stated<T> fact, Stated<T> same) {
                    if (kind != Evidence.SPECIAL_CHECK && fact != null && fact.attested()) {
                        attested.add(new Attested(kind, fact.attestation().as(), fact.attestation().at()));
                    }
                    return same;
                }
            });
            return new Handover(1, application.id(), application.updatedAt(), application.route(), facts.branch(),
                    facts.rank(), application.embassy(),
                    applicant(dossier.person(), papers),
                    new Papers(value(papers.presence()), value(papers.convictions()), value(papers.fitness()),
                            value(papers.selection()),
                            value(papers.servicePapers()),
                            facts.statements().enlistmentRequestSigned()),
                    dossier.wishes(), attested,
                    facts.steps().stream().map(step -> new StepDone(step.step(), step.on(), step.visa())).toList(),
                    decision(dossier.snapshot()));
        }

        private static Applicant applicant(Person person, Facts.Papers papers) {
            var identity = value(papers.identity());
            var document = identity.document();
            return new Applicant(person.name(), value(papers.birthDate()), identity.citizenships(),
                    identity.stateless(), document.kind(),
                    document.country(), person.documentNumber(), document.validUntil(), person.email(), person.phone());
        }

        private static DecisionMade decision(Dossier.Snapshot snapshot) {
            var decision = snapshot.decision();
            return new DecisionMade(decision.day(), decision.ruleSet(), snapshot.build(),
                    decision.publicFindings().stream()
                            .map(finding -> new Judged(finding.condition(), finding.verdict(), finding.reason(),
                                    finding.ruling()))
                            .toList());
        }

        private static <T> T value(Stated<T> fact) { return fact == null ? null : fact.value(); }
    }

    /** Closes a message so that only its recipient can read it and nobody else can have made it. */
    public interface Envelopes {

        /**
         * Signed by this service, then sealed to the recipient of the branch. Made once and stored: a second call for the
         * same event gives other bytes.
         *
         * @param event id of the CloudEvent
         * @param payloadJson what the recipient gets to read, UTF-8
         * @return the {@code data} of the CloudEvent, of content type {@code application/jose}
         */
        byte[] sealed(UUID event, Outbox.Kind kind, UUID application, String branch, byte[] payloadJson);

        /** The public keys that recipients verify with, the retired ones too, as a JWK set (RFC 7517). */
        String verificationKeys();
    }
}
