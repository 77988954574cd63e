package org.recruitmentintake.api.dto.view;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** One page of the list. */
@RegisterForReflection(registerFullHierarchy = true)
public record ApplicationPage(List<ApplicationSummaryView> items, String next) {
}
