package org.recruitmentintake.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
import org.recruitmentintake.embassy.EmbassyDirectory.Embassy.Channel;

/**
 * Everything personal of a case. Exists in memory and, sealed, at rest; nowhere else.
 *
 * @param resolutions what persons have decided, the oldest first
 * @param clearedAt when the case was first cleared for travel; null before, and on the in-country route
 * @param snapshot the last decision as it was made
 */
public record Dossier(Person person, Wishes wishes, Facts facts, List<Resolution> resolutions, Instant clearedAt,
        Snapshot snapshot) {

    /** A decision as it was made: when, and by which build of the service. */
    public record Snapshot(Decision decision, Instant at, String build) {

        public Snapshot {
            Objects.requireNonNull(decision);
            Objects.requireNonNull(at);
            TextBounds.required(build, 100);
        }
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
    }

    public Dossier with(Facts changed) {
        return new Dossier(person, wishes, changed, resolutions, clearedAt, snapshot);
    }

    /** Attesting evidence ends the rulings that wait for it, even if it says the same as before. */
    public Dossier attested(Set<Evidence> evidence) {
        var standing = resolutions.stream().filter(resolution -> resolution.ruling() != Ruling.NEEDS_EVIDENCE
                || Collections.disjoint(evidence, waitsFor(resolution))).toList();
        return new Dossier(person, wishes, facts, standing, clearedAt, snapshot);
    }

    private static Set<Evidence> waitsFor(Resolution resolution) {
        return Conditions.find(resolution.condition()).map(Condition::evidence).orElse(Set.of());
    }

    /** A new answer to the same question takes the place of the last one: only the last one counts. */
    public Dossier with(Resolution resolution) {
        var more = new ArrayList<>(resolutions);
        more.removeIf(resolution::answersTheSameQuestionAs);
        more.add(resolution);
        return new Dossier(person, wishes, facts, more, clearedAt, snapshot);
    }

    /** What was decided was decided of one person: where the change names another, every question is open again. */
    public Dossier with(Submission submission, Facts merged) {
        var samePerson = submission.isOfThePersonOf(this);
        return new Dossier(submission.person(), submission.wishes(), merged, samePerson ? resolutions : List.of(),
                samePerson ? clearedAt : null, snapshot);
    }

    String country() { return facts.papers().identity().value().document().country(); }

    public Dossier decided(Snapshot decided, Instant cleared) {
        return new Dossier(person, wishes, facts, resolutions, cleared, decided);
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

        @Override
        public String toString() { return "Wishes[sealed]"; }
    }
}
