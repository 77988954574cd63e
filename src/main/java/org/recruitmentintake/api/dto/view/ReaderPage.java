package org.recruitmentintake.api.dto.view;

import java.util.List;

/** A page of readers. */
public record ReaderPage(List<ReaderView> items,
        String next) {
}
