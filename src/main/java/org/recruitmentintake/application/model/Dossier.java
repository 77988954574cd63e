package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Resolution;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.embassy.Embassy;

/**
 * Everything personal of a case. It exists in memory and, sealed, at rest.
 *
 * @param resolutions the resolutions of reviewers, the oldest first
 * @param clearedAt when the case was first cleared for travel; null before, and on the in-country route
 * @param snapshot the last decision as it was made
 * @param formerEmbassies the embassies that had the case before, by the moment at which they transferred it
 */
public record Dossier(Person person, Wishes wishes, Facts facts, List<Resolution> resolutions, Instant clearedAt,
        DecisionSnapshot snapshot, Map<Instant, String> formerEmbassies) {

    // A new resolution replaces the last one of the same question, so more than this is a bug.
    private static final int MOST_RESOLUTIONS = 1_000;

    public Dossier {
        Objects.requireNonNull(person);
        Objects.requireNonNull(wishes);
        Objects.requireNonNull(facts);
        resolutions = resolutions == null ? List.of() : List.copyOf(resolutions);
        if (resolutions.size() > MOST_RESOLUTIONS) throw new IllegalArgumentException("too many resolutions");
        formerEmbassies = formerEmbassies == null ? Map.of() : Map.copyOf(formerEmbassies);
    }

    public Dossier with(Facts changed) {
        return new Dossier(person, wishes, changed, resolutions, clearedAt, snapshot, formerEmbassies);
    }

    /** Without the rulings that await this evidence: an attestation ends them, even if the value stays the same. */
    public Dossier withoutRulingsAwaiting(Set<Evidence> evidence) {
        var standing = resolutions.stream().filter(resolution -> resolution.ruling() != Ruling.NEEDS_EVIDENCE
                || Collections.disjoint(evidence, awaitedBy(resolution))).toList();
        return new Dossier(person, wishes, facts, standing, clearedAt, snapshot, formerEmbassies);
    }

    private static Set<Evidence> awaitedBy(Resolution resolution) {
        return Conditions.find(resolution.condition()).map(Condition::evidence).orElse(Set.of());
    }

    /** A new resolution replaces the last one of the same question. */
    public Dossier with(Resolution resolution) {
        var more = new ArrayList<>(resolutions);
        more.removeIf(resolution::isOfTheSameFindingAs);
        more.add(resolution);
        return new Dossier(person, wishes, facts, more, clearedAt, snapshot, formerEmbassies);
    }

    /** With the moments from which the next steps are possible. */
    public Dossier withWaiting(Map<String, Instant> since) {
        return new Dossier(person, wishes, facts, resolutions, clearedAt, snapshot.with(since), formerEmbassies);
    }

    /**
     * The dossier after a transfer by this embassy. The first contact is left out if the new embassy does not accept
     * its channel.
     *
     * @param waiting as in the snapshot
     */
    Dossier transferred(String from, Embassy to, Instant at, Map<String, Instant> waiting) {
        var former = new HashMap<>(formerEmbassies);
        former.put(at, from);
        var channel = wishes.firstContact();
        return new Dossier(person, channel == null || to.accepts(channel) ? wishes : wishes.withoutFirstContact(),
                facts, resolutions, clearedAt, snapshot.with(waiting), former);
    }

    public Dossier decided(DecisionSnapshot decided, Instant cleared) {
        return new Dossier(person, wishes, facts, resolutions, cleared, decided, formerEmbassies);
    }

    @Override
    public String toString() { return "Dossier[sealed]"; }

}
