package org.recruitmentintake.api.dto.view;

import org.recruitmentintake.api.problem.LanguageTexts;

/** A language of the texts. */
public record LanguageView(String language, String name, LanguageTexts.Review review) {}
