package org.recruitmentintake.eligibility.facts;

/** Rank categories. {@code SERGEANT_NCO} holds sergeant and starshyna: a starshyna is a senior NCO, not an officer. */
public enum RankCategory {
    PRIVATE, SERGEANT_NCO, OFFICER
}
