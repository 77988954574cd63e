package org.recruitmentintake.api.dto.request;

import org.recruitmentintake.eligibility.facts.Selection;

/** Professional-psychological selection and the physical standard. */
public record SelectionTests(Boolean psychological, Boolean physical) {

    Selection value() { return new Selection(psychological, physical); }
}
