package org.recruitmentintake.application.port;

import java.util.Optional;

import org.recruitmentintake.application.model.ChangeCursor;
import org.recruitmentintake.application.model.ChangePage;

/** The cases of one posting client in the order in which their last changes were committed. */
public interface ChangeFeed {

    /**
     * The next cases that have changed since, each once, as it is now, erased ones included. Ends before the oldest
     * open transaction, so that a change that is committed later is listed later.
     *
     * @param since where the page before ended; null for the beginning
     * @return empty if the cursor belongs to another database, or to a time from which the database was restored:
     *            changes may be missing there, so the client starts again
     */
    Optional<ChangePage> changes(String owner, ChangeCursor since, int limit);
}
