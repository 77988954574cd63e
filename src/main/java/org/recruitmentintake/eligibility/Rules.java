package org.recruitmentintake.eligibility;

import static org.recruitmentintake.eligibility.facts.Branch.DEFENCE_INTELLIGENCE;
import static org.recruitmentintake.eligibility.facts.Branch.GROUND_FORCES;
import static org.recruitmentintake.eligibility.facts.Branch.NATIONAL_GUARD;
import static org.recruitmentintake.eligibility.facts.Branch.SPECIAL_OPERATIONS;
import static org.recruitmentintake.eligibility.facts.Branch.STATE_SPECIAL_TRANSPORT;
import static org.recruitmentintake.eligibility.facts.Branch.TERRITORIAL_DEFENCE;
import static org.recruitmentintake.eligibility.facts.RankCategory.OFFICER;
import static org.recruitmentintake.eligibility.facts.RankCategory.PRIVATE;
import static org.recruitmentintake.eligibility.facts.RankCategory.SERGEANT_NCO;

import java.time.LocalDate;
import java.util.Set;

import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.RankCategory;

/**
 * The thresholds and openings of the law, by date. A change here is a new rule set, and needs a new {@link #VERSION}.
 */
public final class Rules {

    /** Stored with each decision; undecided cases of another version are evaluated again. */
    public static final String VERSION = "2026.3";

    /** The first day for which there are rules: Decree 248/2016. */
    public static final LocalDate BEGINNING = LocalDate.parse("2016-06-10");

    /** Branches that take foreigners. */
    public static final Dated<Set<Branch>> OPEN_BRANCHES = Dated
            .since("2016-06-10", Set.of(GROUND_FORCES, TERRITORIAL_DEFENCE, DEFENCE_INTELLIGENCE, SPECIAL_OPERATIONS))
            .then("2024-02-21", Set.of(GROUND_FORCES, TERRITORIAL_DEFENCE, DEFENCE_INTELLIGENCE, SPECIAL_OPERATIONS,
                    NATIONAL_GUARD));

    /** The sources leave the opening day of these branches uncertain: a reviewer decides. */
    public static final Dated<Set<Branch>> PERHAPS_OPEN_BRANCHES = Dated.since("2023-01-12",
            Set.of(STATE_SPECIAL_TRANSPORT));

    /** Rank categories open to foreigners: Decree 248/2016, Decree 84/2024; officers by Law 4019-IX. */
    public static final Dated<Set<RankCategory>> OPEN_RANKS = Dated
            .since("2016-06-10", Set.of(PRIVATE, SERGEANT_NCO))
            .then("2024-10-30", Set.of(PRIVATE, SERGEANT_NCO, OFFICER));

    /** Law 2232-XII: the age, in years, that must be reached. */
    public static final Dated<Integer> AGE_OF_ADMISSION = Dated.since("2016-06-10", 18);

    /**
     * Practice: from this age, in years, a reviewer decides; whether the age itself is included is an open question.
     */
    public static final Dated<Integer> AGE_OF_REVIEW = Dated.since("2016-06-10", 60);

    /** The embassy-first flow. */
    public static final Dated<Boolean> EMBASSY_FLOW = Dated.since("2022-02-27", true);

    /** Decree 82/2022: foreigners who join these branches need no visa while martial law lasts. */
    public static final Dated<Set<Branch>> VISA_WAIVER = Dated.since("2022-03-01", Branch.OF_THE_LEGION);

    /** Decree 82/2022: citizens of the aggressor state, for whom the waiver does not hold. */
    public static final Dated<Set<String>> AGGRESSOR_STATES = Dated.since("2022-03-01", Set.of("RU"));

    /** Citizenships that a reviewer vets, on any date: Russia (law and practice), Belarus (choice of this project). */
    public static final Dated<Set<String>> VETTED_CITIZENSHIPS = Dated.since("2016-06-10", Set.of("BY", "RU"));

    /** Law 4019-IX: the background check. */
    public static final Dated<Boolean> SPECIAL_CHECK = Dated.since("2024-10-30", true);

    /** Cabinet rules on the polygraph: consent is mandatory for officers and some others. */
    public static final Dated<Boolean> POLYGRAPH = Dated.since("2025-02-12", true);

    /**
     * A first contract of three years, for sergeants three to five; two months of probation. The first day is not known
     * and set to the first day of the rules.
     */
    public static final Dated<Boolean> CONTRACT_TERMS = Dated.since("2016-06-10", true);

    /** Own-wish exit from the contract after six months. */
    public static final Dated<Boolean> OWN_WISH_EXIT = Dated.since("2024-05-18", true);

    /** Defence Ministry: foreigners choose their unit among existing brigades. */
    public static final Dated<Boolean> UNIT_CHOICE = Dated.since("2016-06-10", false).then("2026-02-13", true);

    /** Law 4730-IX: temporary residence permit for the time of the contract. The sources differ on the day. */
    public static final Dated<Boolean> RESIDENCE_PERMIT = Dated.since("2026-05-01", true);

    private Rules() {}

    /**
     * The first day on which a person has reached an age in years; for a birth on 29 February, 1 March of a common
     * year.
     */
    public static LocalDate reaches(LocalDate birthDate, int years) {
        var day = birthDate.plusYears(years);
        return day.getDayOfMonth() == birthDate.getDayOfMonth() ? day : day.plusDays(1);
    }

}
