package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_248_2016;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.facts.Document.Kind;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;

/**
 * An identity document of the right kind, valid on the decision date, its last day included. A citizen shows a
 * passport, a stateless person a document of a stateless person. Whether national identity cards and internal passports
 * count as the passport document of Decree 248/2016 is an open question: a reviewer decides.
 */
final class IdentityDocument implements Condition {

    private static final Outcome VALID = Outcome.met("document-valid");
    private static final Outcome EXPIRED = Outcome.unmet("document-expired", Consequence.HOLD, Evidence.IDENTITY);
    private static final Outcome NOT_OF_A_CITIZEN = Outcome.unmet("citizen-needs-a-passport", Consequence.HOLD,
            Evidence.IDENTITY);
    private static final Outcome NOT_OF_A_STATELESS_PERSON = Outcome.unmet("stateless-person-needs-own-document",
            Consequence.HOLD, Evidence.IDENTITY);
    private static final Outcome KIND_UNSURE = Outcome.unmet("document-kind-unsure", Consequence.REVIEW,
            Evidence.IDENTITY);
    private static final Outcome NOT_SEEN = Outcome.unknown("document-not-seen", Consequence.HOLD, Evidence.IDENTITY);

    @Override
    public String id() { return "identity-document"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_248_2016); }

    @Override
    public List<Outcome> outcomes() {
        return List.of(VALID, EXPIRED, NOT_OF_A_CITIZEN, NOT_OF_A_STATELESS_PERSON, KIND_UNSURE, NOT_SEEN);
    }

    @Override
    public Finding judge(Assessment assessment) {
        var stated = assessment.facts().papers().identity();
        var identity = assessment.sufficient(stated).filter(known -> known.document() != null);
        if (identity.isEmpty()) return assessment.finding(this, NOT_SEEN);
        var document = identity.get().document();
        var ofStatelessPerson = document.kind() == Kind.STATELESS_PERSON_DOCUMENT;
        // If it is unclear whether the person is stateless, foreigner-or-stateless reports it.
        if (identity.get().clear() && ofStatelessPerson != identity.get().stateless()) {
            return ofStatelessPerson
                    ? assessment.finding(this, NOT_OF_A_CITIZEN, List.of(Kind.TRAVEL_PASSPORT.name()), stated)
                    : assessment.finding(this, NOT_OF_A_STATELESS_PERSON,
                            List.of(Kind.STATELESS_PERSON_DOCUMENT.name()), stated);
        }
        if (!document.coversDay(assessment.day())) return assessment.finding(this, EXPIRED, stated);
        return document.kind() == Kind.NATIONAL_ID || document.kind() == Kind.INTERNAL_PASSPORT
                ? assessment.finding(this, KIND_UNSURE, List.of(Kind.TRAVEL_PASSPORT.name()),
                        new Assessment.Part(stated, document.kind() + " " + document.country()))
                : assessment.finding(this, VALID, stated);
    }

    @Override
    public Stream<LocalDate> turningDays(Facts facts) {
        return Stream.ofNullable(facts.papers().identity()).map(fact -> fact.value().document())
                .filter(document -> document != null && document.validUntil() != null)
                .map(document -> document.validUntil().plusDays(1));
    }
}
