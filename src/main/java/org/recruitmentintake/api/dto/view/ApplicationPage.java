package org.recruitmentintake.api.dto.view;

import java.util.List;

/** One page of the list. */
public record ApplicationPage(List<ApplicationSummaryView> items,
        String next) {
}
