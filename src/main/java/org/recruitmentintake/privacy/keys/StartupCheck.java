package org.recruitmentintake.privacy.keys;

import java.util.List;

/** Part of the service that cannot work without something that it must be given. */
public interface StartupCheck {

    /** One line for each thing that is missing or unusable: the setting and the file, never what is in it. */
    List<String> faults();

    /** The keys that this part uses; asked only if it has no faults. */
    default List<KeyInUse> keys() {
        return List.of();
    }
}
