package org.recruitmentintake.api.dto.request;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.eligibility.facts.Selection;

/** Professional-psychological selection and the physical standard. */
@Schema(name = "SelectionTests", description = "Passed, failed, or (left out) not taken yet.")
public record SelectionTests(Boolean psychological, Boolean physical) {

    Selection value() { return new Selection(psychological, physical); }
}
