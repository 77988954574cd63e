package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_248_2016;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Condition.Outcome;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Identity;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Finding.Consequence;
import org.recruitmentintake.eligibility.Inquiry;

/** A document that identifies the applicant, valid on the decision date, its last day included. */
final class IdentityDocument implements Condition {

    private static final Outcome VALID = Outcome.met("document-valid");
    private static final Outcome EXPIRED = Outcome.unmet("document-expired", Consequence.HOLD, Evidence.IDENTITY);
    private static final Outcome NOT_SEEN = Outcome.unknown("document-not-seen", Consequence.HOLD, Evidence.IDENTITY);

    @Override
    public String id() { return "identity-document"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_248_2016); }

    @Override
    public List<Outcome> outcomes() { return List.of(VALID, EXPIRED, NOT_SEEN); }

    @Override
    public Finding judge(Inquiry inquiry) {
        var identity = inquiry.facts().papers().identity();
        return inquiry.known(identity).map(Identity::document)
                .map(document -> inquiry.found(this, document.coversDay(inquiry.day()) ? VALID : EXPIRED, identity))
                .orElseGet(() -> inquiry.found(this, NOT_SEEN));
    }

    @Override
    public Stream<LocalDate> turningDays(Facts facts) {
        return Stream.ofNullable(facts.papers().identity()).map(fact -> fact.value().document())
                .filter(Objects::nonNull)
                .map(document -> document.validUntil().plusDays(1));
    }
}
