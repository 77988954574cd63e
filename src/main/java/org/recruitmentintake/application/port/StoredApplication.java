package org.recruitmentintake.application.port;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.ForwardingState;

/**
 * A case as it is stored.
 *
 * @param forwarding the state of the hand-over; null without one, and once the branch of an erased case was told
 */
public record StoredApplication(Application application, ForwardingState forwarding, RepositoryHandle handle) {}
