package org.recruitmentintake.api.dto.view;

import org.recruitmentintake.api.problem.Texts;

/** A language of the texts. */
public record LanguageView(String language, String name, Texts.Review review) {}
