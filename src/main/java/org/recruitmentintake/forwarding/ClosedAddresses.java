package org.recruitmentintake.forwarding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Addresses that take no messages at present, each left alone for a pause that doubles. For one thread. */
final class ClosedAddresses {

    private record Closed(long triedAgainAt, int times) {}

    private final Map<String, Closed> closed = new HashMap<>();
    private final Backoff pauses;

    ClosedAddresses(Backoff pauses) {
        this.pauses = pauses;
    }

    void clear() { closed.clear(); }

    void open(String address) { closed.remove(address); }

    /** @return whether it was open before */
    boolean close(String address) {
        var before = closed.get(address);
        // Once a window, however many messages the window had for the address.
        if (before != null && before.triedAgainAt - System.nanoTime() > 0) return false;
        var times = before == null ? 0 : before.times + 1;
        closed.put(address, new Closed(System.nanoTime() + pauses.halfOrMore(times).toNanos(), times));
        return times == 0;
    }

    List<String> now() {
        var now = System.nanoTime();
        return closed.entrySet().stream().filter(entry -> entry.getValue().triedAgainAt - now > 0)
                .map(Map.Entry::getKey).toList();
    }

    /** In nanoseconds; the greatest number if none is closed. */
    long untilNextTry() {
        return closed.values().stream().mapToLong(address -> address.triedAgainAt - System.nanoTime())
                .filter(left -> left > 0).min().orElse(Long.MAX_VALUE);
    }
}
