package org.recruitmentintake.application.model;

import java.util.List;

import org.recruitmentintake.eligibility.Decision;

/** The stored decision of a case, the decision under the rules of another day, and the conditions that differ. */
public record Replay(Decision stored, Decision replayed, List<String> differing) {
}
