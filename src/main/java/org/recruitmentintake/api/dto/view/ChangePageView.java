package org.recruitmentintake.api.dto.view;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.application.model.ChangePage;

/** A page of the cases that a client follows; {@code next} is there on the last one, too. */
@RegisterForReflection(registerFullHierarchy = true)
public record ChangePageView(List<ChangedApplicationView> items, String next) {

    public static ChangePageView of(ChangePage page) {
        return new ChangePageView(page.cases().stream().map(ChangedApplicationView::of).toList(), page.next().text());
    }
}
