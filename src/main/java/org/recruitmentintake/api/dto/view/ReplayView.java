package org.recruitmentintake.api.dto.view;

import java.util.List;

/** The stored decision, the decision under the rules of another day, and the conditions that differ. */
public record ReplayView(DecisionView stored, DecisionView replayed, List<String> differing) {}
