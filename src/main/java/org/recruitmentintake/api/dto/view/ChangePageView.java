package org.recruitmentintake.api.dto.view;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.application.model.ChangePage;

/** A page of the cases that a client follows; the last page has a {@code next}, too. */
@RegisterForReflection(registerFullHierarchy = true)
public record ChangePageView(List<ChangedApplicationView> items, String next) {

    public static ChangePageView of(ChangePage page) {
        return new ChangePageView(page.cases().stream().map(ChangedApplicationView::of).toList(), page.next().text());
    }
}
