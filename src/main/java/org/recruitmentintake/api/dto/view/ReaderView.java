package org.recruitmentintake.api.dto.view;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.application.model.ReaderCount;

/** A reader. */
@Schema(name = "Reader", description = "How much a person has read in the period.")
public record ReaderView(@Schema(required = true) String client,
        @Schema(required = true, description = "The person behind the client.") String person,
        @Schema(required = true) String role,
        @Schema(required = true, description = "How many different applications.") long cases,
        @Schema(required = true,
                description = "How many reads; repeated ones within ten minutes are one.") long reads,
        @Schema(required = true) Instant last) {

    public static ReaderView of(ReaderCount count) {
        return new ReaderView(count.client(), count.person(), count.role(), count.cases(), count.reads(),
                count.last());
    }
}
