package org.recruitmentintake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.recruitmentintake.application.Intake.Submission;
import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Resolution;
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

    /**
     * A decision as it was made: when, and by which build of the service.
     *
     * @param shown null in what was stored before there was one
     */
    public record Snapshot(Decision decision, Instant at, String build, Shown shown) {

        public Snapshot {
            Objects.requireNonNull(decision);
            Objects.requireNonNull(at);
            TextBounds.required(build, 100);
        }
    }

    /**
     * What everybody but reviewers is told of the age of a case. It stays while what they see of the case does: otherwise its
     * poster could tell by a new entity tag alone that reviewers were busy with what is hidden.
     *
     * @param version the entity tag
     * @param digest of what is seen
     */
    public record Shown(int version, Instant at, LocalDate day, String digest) {
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

    /** Whether both name one document, which is its country and its number: what other cases are found by. */
    boolean namesTheSameDocumentAs(Dossier other) {
        return person.documentNumber().equals(other.person.documentNumber())
                && country().equals(other.country());
    }

    String country() { return facts.papers().identity().value().document().country(); }

    Dossier with(Shown shown) {
        return new Dossier(person, wishes, facts, resolutions, clearedAt,
                new Snapshot(snapshot.decision(), snapshot.at(), snapshot.build(), shown));
    }

    public Dossier decided(Snapshot decided, Instant cleared) {
        return new Dossier(person, wishes, facts, resolutions, cleared, decided);
    }

    @Override
    public String toString() { return "Dossier[sealed]"; }

    /**
     * Who applies: the least that the receiving side needs to meet the person. Personal data throughout; never logged.
     *
     * @param name the full name as the document writes it, in any script; one word is enough
     * @param documentNumber number of the identity document
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
