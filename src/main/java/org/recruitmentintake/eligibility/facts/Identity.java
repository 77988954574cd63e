package org.recruitmentintake.eligibility.facts;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the identity document shows: citizenships (ISO 3166-1 alpha-2, or XK) or statelessness, and the document itself.
 */
public record Identity(SortedSet<String> citizenships, boolean stateless, Document document) {

    private static final int MOST_CITIZENSHIPS = 5;

    public Identity {
        citizenships = new TreeSet<>(citizenships); // one order, so that equal facts have equal digests
        citizenships.forEach(Bounds::checkCountry);
        if (citizenships.size() > MOST_CITIZENSHIPS) throw new IllegalArgumentException("too many citizenships");
    }

    /** Whether it states either a citizenship or statelessness. */
    public boolean clear() {
        return stateless == citizenships.isEmpty();
    }
}
