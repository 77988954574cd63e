package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.recruitmentintake.application.model.ReaderCount;

/** A page of readers. */
public record ReaderPage(List<ReaderCount> items, String next) {}
