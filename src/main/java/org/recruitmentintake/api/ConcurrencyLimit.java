package org.recruitmentintake.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits how many do something at the same time. Each acquired permit must be released. */
public final class ConcurrencyLimit {

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    public ConcurrencyLimit(int most) {
        this.most = most;
    }

    public boolean tryAcquire() {
        if (taken.incrementAndGet() <= most) return true;
        taken.decrementAndGet();
        return false;
    }

    public boolean isFull() { return taken.get() >= most; }

    public void release() { taken.decrementAndGet(); }

    /** Acquires all of them or none; gives the first that is full. */
    public static Optional<ConcurrencyLimit> acquireAll(List<ConcurrencyLimit> limits) {
        var acquired = new ArrayList<ConcurrencyLimit>();
        for (var limit : limits) {
            if (!limit.tryAcquire()) {
                acquired.forEach(ConcurrencyLimit::release);
                return Optional.of(limit);
            }
            acquired.add(limit);
        }
        return Optional.empty();
    }
}
