package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One page of the list. */
@Schema(name = "ApplicationPage", description = "One page; follow `next` until it is absent.")
public record ApplicationPage(@Schema(required = true) List<ApplicationSummaryView> items,
        @Schema(description = "Cursor of the next page; absent on the last.") String next) {
}
