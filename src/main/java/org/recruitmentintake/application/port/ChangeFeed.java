package org.recruitmentintake.application.port;

import java.util.Optional;

import org.recruitmentintake.application.model.ChangeCursor;
import org.recruitmentintake.application.model.ChangePage;

/** The cases of one posting client in the order in which their last changes were committed. */
public interface ChangeFeed {

    /**
     * The next cases that have changed since, each once, as it is now; an erased one as such. Ends behind the oldest
     * transaction that is still open, so that a change which is committed later always comes later.
     *
     * @param since where the page before ended; null for the beginning
     * @return empty if the cursor belongs to another database, or to a time from which the database was restored:
     *            what it left behind may have changed without a trace, so the client begins again
     */
    Optional<ChangePage> changes(String owner, ChangeCursor since, int limit);
}
