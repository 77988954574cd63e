package org.recruitmentintake.application.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.recruitmentintake.eligibility.facts.Attestation;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.Selection;
import org.recruitmentintake.eligibility.facts.SpecialCheck;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.embassy.EmbassyDirectory;

/**
 * An application as it is posted: the applicant's statements, and the evidence that the posting client has seen.
 *
 * @param embassy id in the directory of embassies; null on the in-country route
 * @param seen the evidence that the client attests with the application
 */
public record Submission(String embassy, Person person, Wishes wishes, Facts facts, Set<Evidence> seen) {

    public Submission {
        if (embassy != null && !EmbassyDirectory.isId(embassy)) {
            throw new IllegalArgumentException("not the id of an embassy");
        }
        Objects.requireNonNull(person);
        Objects.requireNonNull(wishes);
        Objects.requireNonNull(facts);
        seen = Set.copyOf(seen);
    }

    /** The facts, attested where the client attests them; a fact that is not stated cannot be attested. */
    public Facts factsSeenBy(Attestation attestation) {
        var papers = new LinkedHashMap<>(facts.papers().byEvidence());
        papers.replaceAll((kind, fact) -> fact != null && seen.contains(kind) ? fact.attestedBy(attestation) : fact);
        return facts.with(Papers.of(papers));
    }

    /** The evidence that the client attests although the applicant states no fact of its kind. */
    public Set<Evidence> seenButNotStated() {
        var papers = facts.papers().byEvidence();
        var left = new TreeSet<>(seen);
        left.removeIf(kind -> papers.get(kind) != null);
        return left;
    }

    /** Whether both are about the same person: country and number of the document, and the name. */
    boolean isOfThePersonOf(Dossier stored) {
        return DocumentNumber.isSame(person.documentNumber(), stored.person().documentNumber())
                && person.name().equals(stored.person().name())
                && facts.documentCountry().equals(stored.facts().documentCountry());
    }

    /**
     * The facts of a case after this change: unchanged facts keep their attestation, and the steps stay. For another
     * person, no step counts as done and no fact as attested. A failed optional check is kept: a new declaration
     * cannot overwrite it.
     */
    Facts restated(Dossier stored, boolean samePerson, Attestation attestation) {
        var now = factsSeenBy(attestation);
        var before = stored.facts();
        var papers = new LinkedHashMap<>(before.papers().byEvidence());
        var stated = now.papers().byEvidence();
        papers.replaceAll((kind, fact) -> restated(kind, fact, stated.get(kind), samePerson));
        return new Facts(now.route(), now.branch(), now.rank(), Papers.of(papers), now.statements(),
                samePerson ? before.steps() : List.of());
    }

    /**
     * The dossier after this change.
     *
     * @param stored the dossier before it
     * @param attestation of the client that makes it; null if the client may attest nothing
     */
    public Dossier appliedTo(Dossier stored, Attestation attestation) {
        // Resolutions and clearance belong to one person: another person has none.
        var samePerson = isOfThePersonOf(stored);
        return new Dossier(person, wishes, restated(stored, samePerson, attestation),
                samePerson ? stored.withoutRulingsAwaiting(seen).resolutions() : List.of(),
                samePerson ? stored.clearedAt() : null,
                samePerson ? stored.snapshot() : stored.snapshot().with(Map.of()), stored.formerEmbassies());
    }

    private static Stated<?> restated(Evidence kind, Stated<?> before, Stated<?> now, boolean samePerson) {
        if (now != null && now.attested()) return now;
        if (before != null && before.attested() && kind.outlastsDeclarations()
                && (samePerson || !isFavourable(before.value()))) {
            return before;
        }
        var same = samePerson && now != null && before != null && before.value().equals(now.value());
        return same ? before : now;
    }

    private static boolean isFavourable(Object seen) {
        return seen == SpecialCheck.PASSED || seen instanceof Selection selection && !selection.hasFailed();
    }

    @Override
    public String toString() { return "Submission[sealed]"; }
}
