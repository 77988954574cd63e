package org.recruitmentintake.privacy.keys;

import java.util.List;

/** A part of the service that needs settings or files. */
public interface StartupCheck {

    /** One line for each missing or unusable setting or file, never with the content of a file. */
    List<String> faults();

    /** The keys that this part uses; asked only if it has no faults. */
    default List<KeyInUse> keys() {
        return List.of();
    }
}
