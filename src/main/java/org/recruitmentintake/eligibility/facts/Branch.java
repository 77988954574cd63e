package org.recruitmentintake.eligibility.facts;

import java.util.Set;

/** The branches that may take foreigners. {@code Rules} says since when each does. */
public enum Branch {
    GROUND_FORCES, TERRITORIAL_DEFENCE, DEFENCE_INTELLIGENCE, SPECIAL_OPERATIONS, NATIONAL_GUARD,
    STATE_SPECIAL_TRANSPORT;

    /** The branches of the International Legion, for which Decree 82/2022 waives the visa. */
    public static final Set<Branch> OF_THE_LEGION = Set.of(GROUND_FORCES, TERRITORIAL_DEFENCE);
}
