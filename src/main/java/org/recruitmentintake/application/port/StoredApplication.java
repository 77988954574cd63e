package org.recruitmentintake.application.port;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.State;

/**
 * A case as it is stored.
 *
 * @param forwarding the state of the hand-over; null without one, and once the branch of an erased case was told
 */
public record StoredApplication(Application application, ForwardingState forwarding, RepositoryHandle handle) {

    /** The case after a change. A message that was committed with the change is still pending. */
    public StoredApplication with(Application changed) {
        return new StoredApplication(changed, changed.state() == State.ACCEPTED ? ForwardingState.PENDING : null,
                handle);
    }
}
