package org.recruitmentintake.api.dto.view;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.application.model.ChangedApplication;
import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Route;

/** A case in the list of its posting client, with its version, so that the client can tell whether to read it. */
@RegisterForReflection(registerFullHierarchy = true)
public record ChangedApplicationView(UUID id, State state, Route route, Branch branch, String embassy,
        boolean attention, ForwardingState forwarding, int version, Instant createdAt, Instant updatedAt) {

    public static ChangedApplicationView of(ChangedApplication changed) {
        return new ChangedApplicationView(changed.id(), changed.state(), changed.route(), changed.branch(),
                changed.embassy(), changed.flagged(), changed.forwarding(), changed.version(), changed.createdAt(),
                changed.updatedAt());
    }
}
