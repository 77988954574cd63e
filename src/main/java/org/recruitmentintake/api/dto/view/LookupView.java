package org.recruitmentintake.api.dto.view;

import java.util.List;

/** What was found. */
public record LookupView(List<FoundView> items,
        boolean more) {
}
