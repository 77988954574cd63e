package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.recruitmentintake.application.model.CaseOfDocument;

/** The cases of a document. */
public record LookupView(List<CaseOfDocument> items, boolean more) {}
