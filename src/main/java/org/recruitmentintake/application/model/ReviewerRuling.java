package org.recruitmentintake.application.model;

import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Ruling;

/** A reviewer's ruling on the finding of one condition, as it is posted. */
public record ReviewerRuling(String condition, Ruling ruling, Reason reason) {}
