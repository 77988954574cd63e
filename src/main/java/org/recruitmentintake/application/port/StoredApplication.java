package org.recruitmentintake.application.port;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.ForwardingState;

/**
 * A case as it is kept.
 *
 * @param forwarding how the hand-over stands; null before there is one, and when a case is erased and its branch told
 *            so
 */
public record StoredApplication(Application application, ForwardingState forwarding, RepositoryHandle handle) {
}
