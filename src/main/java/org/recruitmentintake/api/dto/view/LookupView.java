package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was found. */
@Schema(name = "LookupResult", description = "The applications that name the document, the oldest first.")
public record LookupView(@Schema(required = true, maxItems = 200) List<FoundView> items,
        @Schema(required = true,
                description = "Whether there are more; erased ones are not found again.") boolean more) {
}
