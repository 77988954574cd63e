package org.recruitmentintake.eligibility;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.recruitmentintake.embassy.Progress.StepRecord;
import org.recruitmentintake.embassy.Step;

/**
 * All that the conditions are judged on. Anything within them may be null, which means that it is not known; kinds, dates
 * and verdict flags only, never a diagnosis, a name or a number.
 */
public record Facts(Route route, Branch branch, RankCategory rank, Papers papers, Statements statements,
        List<StepRecord> steps) {

    /** What somebody whose task it is can attest to have seen. */
    public record Papers(Stated<Identity> identity, Stated<LocalDate> birthDate, Stated<Presence> presence,
            Stated<Convictions> convictions,
            Stated<Fitness> fitness, Stated<Selection> selection, Stated<SpecialCheck> specialCheck,
            Stated<ServicePapers> servicePapers,
            Stated<PolygraphGrounds> polygraphGrounds) {

        /** How two versions of one paper become one. */
        public interface Merge {
            <T> Stated<T> of(Evidence kind, Stated<T> before, Stated<T> now);
        }

        public Papers merged(Papers now, Merge merge) {
            return new Papers(
                    merge.of(Evidence.IDENTITY, identity, now.identity),
                    merge.of(Evidence.BIRTH_DATE, birthDate, now.birthDate),
                    merge.of(Evidence.PRESENCE, presence, now.presence),
                    merge.of(Evidence.CONVICTIONS, convictions, now.convictions),
                    merge.of(Evidence.FITNESS, fitness, now.fitness),
                    merge.of(Evidence.SELECTION, selection, now.selection),
                    merge.of(Evidence.SPECIAL_CHECK, specialCheck, now.specialCheck),
                    merge.of(Evidence.SERVICE_PAPERS, servicePapers, now.servicePapers),
                    merge.of(Evidence.POLYGRAPH_GROUNDS, polygraphGrounds, now.polygraphGrounds));
        }
    }

    /**
     * What the applicant says, and no paper can prove.
     *
     * @param enlistmentRequestSigned the day on which the enlistment request was signed, on the in-country route; at an embassy it is a step
     */
    public record Statements(Boolean voluntary, Boolean observesConstitution, Boolean experienceClaimed,
            LocalDate enlistmentRequestSigned,
            Consent dataProcessing, Consent verification, Consent polygraph) {

        public Statements {
            Bounds.of(enlistmentRequestSigned);
        }
    }

    /** What the identity document shows: citizenships (ISO 3166-1 alpha-2, or XK) or statelessness, and the document itself. */
    public record Identity(SortedSet<String> citizenships, boolean stateless, Document document) {

        private static final int MOST_CITIZENSHIPS = 5;

        public Identity {
            citizenships = new TreeSet<>(citizenships); // one order, so that equal facts have equal digests
            citizenships.forEach(Bounds::country);
            if (citizenships.size() > MOST_CITIZENSHIPS) {
                throw new IllegalArgumentException("too many citizenships");
            }
        }

        /** Whether it says one thing: a citizenship, or none. Both together, or neither, says nothing. */
        public boolean clear() {
            return stateless == citizenships.isEmpty();
        }
    }

    /**
     * The identity document; its number is not needed to decide and is not here.
     *
     * @param validUntil the last day on which it is valid; null where it does not end
     */
    public record Document(Kind kind, String country, LocalDate validUntil) {

        /** National ID or internal passport, passport for foreign travel, or a document that identifies a stateless person. */
        public enum Kind {
            TRAVEL_PASSPORT, NATIONAL_ID, INTERNAL_PASSPORT, STATELESS_PERSON_DOCUMENT
        }

        public Document {
            Objects.requireNonNull(kind);
            Bounds.country(country);
            Bounds.of(validUntil);
        }

        public boolean coversDay(LocalDate day) { return validUntil == null || !validUntil.isBefore(day); }
    }

    /** The ground of being in Ukraine lawfully, and its last day; null where the ground has no end. */
    public record Presence(Basis basis, LocalDate validUntil) {

        /** An open list, {@code OTHER} included: the law asks for lawful presence, not for a kind of paper. {@code NONE}: there is no ground. */
        public enum Basis {
            ENTRY_STAMP, VISA, TEMPORARY_RESIDENCE, PERMANENT_RESIDENCE, PROTECTION, OTHER, NONE
        }

        public Presence {
            Objects.requireNonNull(basis);
            Bounds.of(validUntil);
        }

        public boolean coversDay(LocalDate day) {
            return basis != Basis.NONE && (validUntil == null || !validUntil.isBefore(day));
        }
    }

    /** A spent conviction and a pending charge are for a person to weigh. */
    public enum Convictions {
        NONE, SPENT, PENDING, CONVICTED
    }

    /** The verdict of the military medical commission; never a diagnosis. */
    public enum Fitness {
        FIT, UNFIT, NOT_EXAMINED
    }

    /** A test passed, failed, or (null) not taken yet. */
    public record Selection(Boolean psychological, Boolean physical) {

        public boolean failed() { return Boolean.FALSE.equals(psychological) || Boolean.FALSE.equals(physical); }

        public boolean passed() { return Boolean.TRUE.equals(psychological) && Boolean.TRUE.equals(physical); }
    }

    /** The background check under Law 4019-IX. */
    public enum SpecialCheck {
        PASSED, FAILED
    }

    /** What the papers say of the claimed service. */
    public enum ServicePapers {
        CONFIRMED, CONTRADICTED
    }

    /** Why a polygraph may be mandatory beside the rank: a post with state secrets, data that a reviewer has marked doubtful. */
    public record PolygraphGrounds(boolean stateSecrets, boolean doubtfulData) {
    }

    /** A consent, given or refused, and when. */
    public record Consent(boolean given, Instant at) {

        public Consent {
            Bounds.of(Objects.requireNonNull(at));
        }
    }

    // A step that is recorded again takes the place of its last record. Twice as many were stored before that was so.
    private static final int MOST_STEPS = 2 * Step.values().length;

    public Facts {
        Objects.requireNonNull(papers);
        Objects.requireNonNull(statements);
        steps = steps == null ? List.of() : List.copyOf(steps);
        if (steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("too many steps");
        }
    }

    public Facts with(Papers changed) { return new Facts(route, branch, rank, changed, statements, steps); }

    /** A step that is recorded again takes the place of its last record: the last word of the consul counts. */
    public Facts with(StepRecord step) {
        var others = steps.stream().filter(before -> before.step() != step.step());
        return new Facts(route, branch, rank, papers, statements, Stream.concat(others, Stream.of(step)).toList());
    }

    /** The way a case takes: through an embassy abroad (instructions of 2022), or in Ukraine, where one lives or stays (Decree 84/2024). */
    public enum Route {
        EMBASSY, IN_COUNTRY
    }

    /** Rank categories. {@code SERGEANT_NCO} holds sergeant and starshyna: a starshyna is a senior NCO, not an officer. */
    public enum RankCategory {
        PRIVATE, SERGEANT_NCO, OFFICER
    }

    /**
     * A fact with its assurance: declared by the applicant, or attested by somebody whose task it is.
     *
     * @param attestation who has seen the paper and when; null while the fact is only declared
     */
    public record Stated<T>(T value, Attestation attestation) {

        /** Who has seen the paper: the client, the person behind it (an opaque id), in which role, and when. */
        public record Attestation(String client, String person, Evidence.Settler as, Instant at) {

            public Attestation {
                Objects.requireNonNull(as);
                Bounds.of(Objects.requireNonNull(at));
            }
        }

        public Stated {
            Objects.requireNonNull(value);
            if (value instanceof LocalDate day) {
                Bounds.of(day);
            }
        }

        public static <T> Stated<T> declared(T value) { return value == null ? null : new Stated<>(value, null); }

        public boolean attested() { return attestation != null; }

        /** The same fact as somebody has now seen it. */
        public Stated<T> attestedBy(Attestation attestation) {
            return new Stated<>(value, attestation);
        }

        /** What a later declaration leaves: the attested fact where it says the same, else the new one, unattested. */
        public static <T> Stated<T> restated(Stated<T> before, T now) {
            return Optional.ofNullable(before).filter(fact -> fact.value().equals(now)).orElseGet(() -> declared(now));
        }
    }

    /** The branches that may take foreigners. When each opened is a dated rule, see {@link Rules}. */
    public enum Branch {
        GROUND_FORCES, TERRITORIAL_DEFENCE, DEFENCE_INTELLIGENCE, SPECIAL_OPERATIONS, NATIONAL_GUARD,
        STATE_SPECIAL_TRANSPORT;

        /** The branches of the International Legion, for which Decree 82/2022 waives the visa. */
        public static final Set<Branch> OF_THE_LEGION = Set.of(GROUND_FORCES, TERRITORIAL_DEFENCE);
    }
}
