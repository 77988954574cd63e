package org.recruitmentintake.application.port;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.State;

/**
 * A case as it is stored.
 *
 * @param forwarding the state of the hand-over; null if there was none, or if the case is erased and its branch has
 *            been told so
 */
public record StoredApplication(Application application, ForwardingState forwarding, RepositoryHandle handle) {

    /** The case after a change. A message that was committed with the change is still pending. */
    public StoredApplication with(Application changed) {
        return new StoredApplication(changed, changed.state() == State.ACCEPTED ? ForwardingState.PENDING : null,
                handle);
    }
}
