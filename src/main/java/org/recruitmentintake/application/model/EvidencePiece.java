package org.recruitmentintake.application.model;

import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Papers;

/** A piece of attested evidence: its kind, and what it shows. */
public record EvidencePiece(Evidence evidence, Papers seen) {}
