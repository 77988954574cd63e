package org.recruitmentintake.privacy.keys;

import java.util.Optional;

/** The check values in the database. */
public interface KeyCheckRepository {

    /**
     * The check value of the key of that purpose and id. A missing one is recorded if no case depends on the key.
     *
     * @return empty if it is missing and cases depend on the key
     * @throws KeyCheckUnavailableException if the database is unavailable
     */
    Optional<String> findOrRecord(KeyInUse key);
}
