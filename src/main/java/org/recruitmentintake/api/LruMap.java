package org.recruitmentintake.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that holds a bounded number of entries and forgets the least recently used one. Not thread-safe. */
public final class LruMap {

    private LruMap() {}

    public static <K, T> Map<K, T> of(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, T> eldest) { return size() > most; }
        };
    }
}
