package org.recruitmentintake.eligibility.facts;

/**
 * Why a polygraph may be mandatory beside the rank: a post with state secrets, data that a reviewer has marked
 * doubtful.
 */
public record PolygraphGrounds(boolean stateSecrets, boolean doubtfulData) {
}
