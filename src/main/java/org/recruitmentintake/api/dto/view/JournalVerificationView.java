package org.recruitmentintake.api.dto.view;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the check of a part of the journal comes to. */
@Schema(name = "JournalVerification",
        description = "Whether a part of a journal is as it was written; follow `next` until it is absent.")
public record JournalVerificationView(
        @Schema(required = true,
                description = "Whether every entry of this part is as it was written, and none is missing.") boolean intact,
        @Schema(description = "Number of the first entry that is not as it was written.") Integer firstFault,
        @Schema(description = "`after` of the next part; absent on the last, and after a fault.") Integer next) {
}
