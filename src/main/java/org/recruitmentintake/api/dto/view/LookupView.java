package org.recruitmentintake.api.dto.view;

import java.util.List;

/** The cases of a document. */
public record LookupView(List<FoundView> items,
        boolean more) {
}
