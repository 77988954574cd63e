package org.recruitmentintake.api.problem;

import java.util.Optional;

/** Names the client of the current request in the log. */
public interface CallerName {

    /** The client's id in printable ASCII; empty if there is no client. */
    Optional<String> idForLog();
}
