package org.recruitmentintake.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import org.recruitmentintake.application.Intake.Submission;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Resolution;
import org.recruitmentintake.eligibility.Resolution.Ruling;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.embassy.EmbassyDirectory.Embassy;
import org.recruitmentintake.embassy.EmbassyDirectory.Embassy.Channel;

/**
 * Everything personal of a case. Exists in memory and, sealed, at rest; nowhere else.
 *
 * @param resolutions what persons have decided, the oldest first
 * @param clearedAt when the case was first cleared for travel; null before, and on the in-country route
 * @param snapshot the last decision as it was made
 * @param formerEmbassies those that had the case before, each under the moment at which it transferred the case
 */
public record Dossier(Person person, Wishes wishes, Facts facts, List<Resolution> resolutions, Instant clearedAt,
        Snapshot snapshot, Map<Instant, String> formerEmbassies) {

    /**
     * A decision as it was made: when, and by which build of the service.
     *
     * @param waiting the next steps that could be taken after it, and since when each can be
     */
    public record Snapshot(Decision decision, Instant at, String build, Map<String, Instant> waiting) {

        public Snapshot {
            Objects.requireNonNull(decision);
            Objects.requireNonNull(at);
            TextBounds.required(build, 100);
            waiting = waiting == null ? Map.of() : Map.copyOf(waiting);
        }

        Snapshot with(Map<String, Instant> changed) { return new Snapshot(decision, at, build, changed); }
    }

    // A question that is decided again takes the place of its last answer, so more means that something is wrong.
    private static final int MOST_RESOLUTIONS = 1_000;

    public Dossier {
        Objects.requireNonNull(person);
        Objects.requireNonNull(wishes);
        Objects.requireNonNull(facts);
        resolutions = resolutions == null ? List.of() : List.copyOf(resolutions);
        if (resolutions.size() > MOST_RESOLUTIONS) {
            throw new IllegalArgumentException("too many resolutions");
        }
        formerEmbassies = formerEmbassies == null ? Map.of() : Map.copyOf(formerEmbassies);
    }

    public Dossier with(Facts changed) {
        return new Dossier(person, wishes, changed, resolutions, clearedAt, snapshot, formerEmbassies);
    }

    /** Attesting evidence ends the rulings that wait for it, even if it says the same as before. */
    public Dossier attested(Set<Evidence> evidence) {
        var standing = resolutions.stream().filter(resolution -> resolution.ruling() != Ruling.NEEDS_EVIDENCE
                || Collections.disjoint(evidence, waitsFor(resolution))).toList();
        return new Dossier(person, wishes, facts, standing, clearedAt, snapshot, formerEmbassies);
    }

    private static Set<Evidence> waitsFor(Resolution resolution) {
        return Conditions.find(resolution.condition()).map(Condition::evidence).orElse(Set.of());
    }

    /** A new answer to the same question takes the place of the last one: only the last one counts. */
    public Dossier with(Resolution resolution) {
        var more = new ArrayList<>(resolutions);
        more.removeIf(resolution::answersTheSameQuestionAs);
        more.add(resolution);
        return new Dossier(person, wishes, facts, more, clearedAt, snapshot, formerEmbassies);
    }

    /** What was decided was decided of one person: where the change names another, every question is open again. */
    public Dossier with(Submission submission, Facts merged) {
        var samePerson = submission.isOfThePersonOf(this);
        return new Dossier(submission.person(), submission.wishes(), merged, samePerson ? resolutions : List.of(),
                samePerson ? clearedAt : null, samePerson ? snapshot : snapshot.with(Map.of()), formerEmbassies);
    }

    /**
     * After a transfer by this embassy. The way of the first contact is left out where the new embassy does not take it.
     *
     * @param waiting as in the snapshot
     */
    Dossier transferred(String from, Embassy to, Instant at, Map<String, Instant> waiting) {
        var former = new HashMap<>(formerEmbassies);
        former.put(at, from);
        var channel = wishes.firstContact();
        return new Dossier(person, channel == null || to.accepts(channel) ? wishes : wishes.withoutFirstContact(), facts,
                resolutions, clearedAt, snapshot.with(waiting), former);
    }

    /** The embassy that had the case at that moment, of a case that is with this one now. */
    String embassyAt(Instant moment, String now) {
        return formerEmbassies.keySet().stream().filter(moment::isBefore).min(Comparator.naturalOrder())
                .map(formerEmbassies::get).orElse(now);
    }

    String country() { return facts.papers().identity().value().document().country(); }

    public Dossier decided(Snapshot decided, Instant cleared) {
        return new Dossier(person, wishes, facts, resolutions, cleared, decided, formerEmbassies);
    }

    @Override
    public String toString() { return "Dossier[sealed]"; }

    /**
     * Who applies: the least that the receiving side needs to meet the person. Personal data throughout; never logged.
     *
     * @param name the full name as the document writes it, in any script; one word is enough
     * @param documentNumber number of the identity document, as the document writes it (compared by {@link DocumentNumber})
     * @param email null where none is given
     * @param phone null where none is given
     */
    public record Person(String name, String documentNumber, String email, String phone) {

        private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

        public Person {
            TextBounds.required(name, 200);
            TextBounds.required(documentNumber, 40);
            TextBounds.optional(email, 254);
            if (phone != null && !PHONE.matcher(phone).matches()) {
                throw new IllegalArgumentException("a phone number is not in the international form");
            }
        }

        @Override
        public String toString() { return "Person[sealed]"; }
    }

    /**
     * What the applicant would like; kept and handed over, never a bar.
     *
     * @param preferredUnit null where none is named
     * @param firstContact how the embassy was told; null in the country
     */
    public record Wishes(List<Speciality> specialities, String preferredUnit, Channel firstContact) {

        /** A speciality is a preference, not a condition. */
        public enum Speciality {
            COMBAT_MEDIC, UAV_OPERATOR, SNIPER, COOK, DRIVER, OTHER
        }

        public Wishes {
            specialities = specialities == null ? List.of() : List.copyOf(specialities);
            if (specialities.size() > Speciality.values().length) {
                throw new IllegalArgumentException("more specialities than there are");
            }
            TextBounds.optional(preferredUnit, 100);
        }

        Wishes withoutFirstContact() { return new Wishes(specialities, preferredUnit, null); }

        @Override
        public String toString() { return "Wishes[sealed]"; }
    }
}
