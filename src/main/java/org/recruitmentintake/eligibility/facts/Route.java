package org.recruitmentintake.eligibility.facts;

/** The route of a case: through an embassy abroad (instructions of 2022), or in Ukraine (Decree 84/2024). */
public enum Route {
    EMBASSY, IN_COUNTRY
}
