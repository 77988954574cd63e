package org.recruitmentintake.eligibility.facts;

/**
 * Grounds other than the rank on which a polygraph is mandatory: a post with state secrets, or data that a reviewer has
 * marked doubtful.
 */
public record PolygraphGrounds(boolean stateSecrets, boolean doubtfulData) {}
