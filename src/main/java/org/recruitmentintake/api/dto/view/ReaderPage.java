package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of readers. */
@Schema(name = "ReaderPage", description = "One page; follow `next` until it is absent.")
public record ReaderPage(@Schema(required = true) List<ReaderView> items,
        @Schema(description = "Cursor of the next page; absent on the last.") String next) {
}
