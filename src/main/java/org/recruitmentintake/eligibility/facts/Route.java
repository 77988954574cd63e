package org.recruitmentintake.eligibility.facts;

/**
 * The way a case takes: through an embassy abroad (instructions of 2022), or in Ukraine, where one lives or stays
 * (Decree 84/2024).
 */
public enum Route {
    EMBASSY, IN_COUNTRY
}
