package org.recruitmentintake.application;

import java.util.Set;

import org.recruitmentintake.application.Dossier.Person;
import org.recruitmentintake.application.Dossier.Wishes;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Stated;
import org.recruitmentintake.eligibility.Facts.Stated.Attestation;

/**
 * An application as it is posted: what the applicant states, and which pieces of evidence the posting client has seen itself.
 *
 * @param embassy id in the directory of embassies; null on the in-country route
 * @param seen what the client attests with the application
 */
public record Submission(String embassy, Person person, Wishes wishes, Facts facts, Set<Evidence> seen) {

    /** The facts with those pieces attested that the client says to have seen; what nobody stated cannot be attested. */
    public Facts factsSeenBy(Attestation attestation) {
        return facts.with(facts.papers().merged(facts.papers(), new Facts.Papers.Merge() {
            @Override
            public <T> Stated<T> of(Evidence kind, Stated<T> fact, Stated<T> same) {
                return fact != null && seen.contains(kind) ? fact.attestedBy(attestation) : fact;
            }
        }));
    }

    /** The facts of a case after this change: what says the same keeps its attestation, and the steps stay. */
    public Facts restated(Facts before, Attestation attestation) {
        var now = factsSeenBy(attestation);
        var papers = before.papers().merged(now.papers(), new Facts.Papers.Merge() {
            @Override
            public <T> Stated<T> of(Evidence kind, Stated<T> fact, Stated<T> said) {
                return said == null || said.attested() ? said : Stated.restated(fact, said.value());
            }
        });
        return new Facts(now.route(), now.branch(), now.rank(), papers, now.statements(), before.steps());
    }

    @Override
    public String toString() { return "Submission[sealed]"; }
}
