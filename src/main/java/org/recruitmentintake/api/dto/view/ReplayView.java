package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A decision beside what another day's rules say. */
@Schema(name = "Replay", description = "The stored decision beside what the rules of another day say.")
public record ReplayView(@Schema(required = true) DecisionView stored,
        @Schema(required = true) DecisionView replayed,
        @Schema(required = true,
                description = "The conditions that come to something else.") List<String> differing) {
}
