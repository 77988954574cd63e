package org.recruitmentintake.api.dto.request;

import org.recruitmentintake.eligibility.facts.Selection;

/** The results of the professional-psychological selection and of the physical test. */
public record SelectionTests(Boolean psychological, Boolean physical) {

    Selection value() { return new Selection(psychological, physical); }
}
