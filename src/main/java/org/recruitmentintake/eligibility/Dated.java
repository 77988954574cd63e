package org.recruitmentintake.eligibility;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A value of the law that changes with time: each entry is in force from its day until the day before the next entry.
 */
public final class Dated<T> {

    private final NavigableMap<LocalDate, T> values;

    private Dated(NavigableMap<LocalDate, T> values) {
        this.values = values;
    }

    public static <T> Dated<T> since(String day, T value) { return new Dated<T>(new TreeMap<>()).then(day, value); }

    public Dated<T> then(String day, T value) {
        var more = new TreeMap<>(values);
        more.put(LocalDate.parse(day), value);
        return new Dated<>(more);
    }

    /** The value in force on that day; empty before the first entry. */
    public Optional<T> on(LocalDate day) {
        return Optional.ofNullable(values.floorEntry(day)).map(Map.Entry::getValue);
    }

    /** Whether the first entry is in force on that day. */
    public boolean inForce(LocalDate day) {
        return !day.isBefore(values.firstKey());
    }

    /** The first day of the value in force on that day. */
    public Optional<LocalDate> since(LocalDate day) {
        return Optional.ofNullable(values.floorKey(day));
    }

    /** All values. */
    public Stream<T> values() { return values.values().stream(); }

    /** Every day on which the value changes. */
    public SortedSet<LocalDate> changes() {
        return values.navigableKeySet();
    }
}
