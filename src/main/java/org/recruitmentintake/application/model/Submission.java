package org.recruitmentintake.application.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.recruitmentintake.eligibility.facts.Attestation;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.Selection;
import org.recruitmentintake.eligibility.facts.SpecialCheck;
import org.recruitmentintake.eligibility.facts.Stated;

/**
 * An application as it is posted: what the applicant states, and which pieces of evidence the posting client has seen itself.
 *
 * @param embassy id in the directory of embassies; null on the in-country route
 * @param seen what the client attests with the application
 */
public record Submission(String embassy, Person person, Wishes wishes, Facts facts, Set<Evidence> seen) {

    private static final Pattern EMBASSY_ID = Pattern.compile("[a-z]{2}(-[a-z]+){1,6}");

    public Submission {
        if (embassy != null && (embassy.length() > 60 || !EMBASSY_ID.matcher(embassy).matches())) {
            throw new IllegalArgumentException("no embassy has such an id");
        }
        Objects.requireNonNull(person);
        Objects.requireNonNull(wishes);
        Objects.requireNonNull(facts);
        seen = Set.copyOf(seen);
    }

    /** The facts with those pieces attested that the client says to have seen; what nobody stated cannot be attested. */
    public Facts factsSeenBy(Attestation attestation) {
        return facts.with(facts.papers().merged(facts.papers(), new Papers.Merge() {
            @Override
            public <T> Stated<T> of(Evidence kind, Stated<T> fact, Stated<T> same) {
                return fact != null && seen.contains(kind) ? fact.attestedBy(attestation) : fact;
            }
        }));
    }

    /** What the client says to have seen although the applicant states nothing of the kind. */
    public Set<Evidence> seenButNotStated() {
        var left = new TreeSet<>(seen);
        facts.papers().merged(facts.papers(), new Papers.Merge() {
            @Override
            public <T> Stated<T> of(Evidence kind, Stated<T> fact, Stated<T> same) {
                if (fact != null) left.remove(kind);
                return fact;
            }
        });
        return left;
    }

    /** Whether it is about the person of the case, by what a document says of one: its country, its number and the name. */
    boolean isOfThePersonOf(Dossier stored) {
        return DocumentNumber.isSame(person.documentNumber(), stored.person().documentNumber())
                && person.name().equals(stored.person().name())
                && facts.papers().identity().value().document().country().equals(stored.country());
    }

    /**
     * The facts of a case after this change: what says the same keeps its attestation, and the steps stay. Where it is about
     * another person, no step is done and nothing attested, since nobody has seen that one. What a case may pass without stays
     * where it speaks against it: else a declaration would wave through what failed.
     */
    public Facts restated(Dossier stored, Attestation attestation) {
        var now = factsSeenBy(attestation);
        var before = stored.facts();
        var samePerson = isOfThePersonOf(stored);
        var papers = before.papers().merged(now.papers(), new Papers.Merge() {
            @Override
            public <T> Stated<T> of(Evidence kind, Stated<T> fact, Stated<T> said) {
                if (said != null && said.attested()) {
                    return said;
                }
                if (fact != null && fact.attested() && kind.outlastsDeclarations()
                        && (samePerson || !speaksForItsPerson(fact.value()))) {
                    return fact;
                }
                return said == null || !samePerson ? said : Stated.restated(fact, said.value());
            }
        });
        return new Facts(now.route(), now.branch(), now.rank(), papers, now.statements(),
                samePerson ? before.steps() : List.of());
    }

    /**
     * The dossier after this change.
     *
     * @param stored the dossier before it
     * @param merged the facts after it
     */
    public Dossier appliedTo(Dossier stored, Facts merged) {
        // Resolutions and clearance belong to one person: a change of the person reopens every question.
        var samePerson = isOfThePersonOf(stored);
        return new Dossier(person, wishes, merged, samePerson ? stored.resolutions() : List.of(),
                samePerson ? stored.clearedAt() : null,
                samePerson ? stored.snapshot() : stored.snapshot().with(Map.of()), stored.formerEmbassies());
    }

    private static boolean speaksForItsPerson(Object seen) {
        return seen == SpecialCheck.PASSED
                || seen instanceof Selection selection && !selection.failed();
    }

    @Override
    public String toString() { return "Submission[sealed]"; }
}
