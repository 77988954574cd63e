package org.recruitmentintake.api.dto.view;

import java.util.List;

/** A decision beside what another day's rules say. */
public record ReplayView(DecisionView stored,
        DecisionView replayed,
        List<String> differing) {
}
