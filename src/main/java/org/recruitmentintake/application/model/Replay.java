package org.recruitmentintake.application.model;

import java.util.List;

import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.facts.Route;

/** What the rules of a day say of a stored case, beside what was decided. */
public record Replay(Route route, Decision stored, Decision replayed, List<String> differing) {
}
