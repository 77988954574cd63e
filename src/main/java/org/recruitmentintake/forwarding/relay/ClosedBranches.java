package org.recruitmentintake.forwarding.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Branches whose queue takes no messages now, each for a pause that doubles. For one thread. */
final class ClosedBranches {

    private record Closed(long triedAgainAt, int times) {}

    private final Map<String, Closed> closed = new HashMap<>();
    private final Backoff pauses;

    ClosedBranches(Backoff pauses) {
        this.pauses = pauses;
    }

    void open(String branch) { closed.remove(branch); }

    /** Closes the branch for the next pause, unless it is closed already. */
    void close(String branch) {
        var before = closed.get(branch);
        if (before != null && before.triedAgainAt - System.nanoTime() > 0) return;
        var times = before == null ? 0 : before.times + 1;
        closed.put(branch, new Closed(System.nanoTime() + pauses.equalJitter(times).toNanos(), times));
    }

    /** Closes the branch for this pause, unless it is closed for longer. */
    void close(String branch, Duration pause) {
        var until = System.nanoTime() + pause.toNanos();
        var before = closed.get(branch);
        if (before == null || before.triedAgainAt - until < 0) {
            closed.put(branch, new Closed(until, before == null ? 0 : before.times));
        }
    }

    /** The branches that are closed now. */
    List<String> names() {
        var now = System.nanoTime();
        return closed.entrySet().stream().filter(entry -> entry.getValue().triedAgainAt - now > 0)
                .map(Map.Entry::getKey).toList();
    }

    /** Nanoseconds until the first pause ends; {@link Long#MAX_VALUE} if no branch is closed. */
    long untilNextTry() {
        return closed.values().stream().mapToLong(branch -> branch.triedAgainAt - System.nanoTime())
                .filter(left -> left > 0).min().orElse(Long.MAX_VALUE);
    }
}
