package org.recruitmentintake.application.model;

import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Ruling;

/** A reviewer's answer to the finding of one condition. */
public record RulingAnswer(String condition, Ruling ruling, Reason reason) {}
