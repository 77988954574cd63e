package org.recruitmentintake.forwarding;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the relay works, and how long it leaves alone what has failed. The defaults fit a broker in the same data centre. */
@ConfigMapping(prefix = "intake.relay")
public interface RelayConfig {

    /**
     * How often an idle relay looks for rows that another replica has committed and could not send. A commit of the same
     * replica wakes it at once.
     */
    @WithDefault("1S")
    Duration poll();

    /** How many messages are under way at most: what a relay that dies may leave to be sent a second time. */
    @WithDefault("64")
    int window();

    /** A broker that synchronises its disk answers in milliseconds; one that has not answered by then is not well. */
    @WithDefault("10S")
    Duration settlementTimeout();

    /** After that many refusals of the row itself it waits for a person. */
    @WithDefault("8")
    int maxAttempts();

    /** A claimed row is everybody's again after this. Longer than a window can take. */
    @WithDefault("60S")
    Duration hold();

    /**
     * The pause after a refused attempt: up to the first, doubled each time, up to the last. The seven of a row that is
     * refused eight times last about 5 min together.
     */
    @WithDefault("5S")
    Duration retryFirst();

    @WithDefault("5M")
    Duration retryLast();

    /** The pause before a new connection, and before an address that took nothing is tried again. */
    @WithDefault("200MS")
    Duration reconnectFirst();

    @WithDefault("5S")
    Duration reconnectLast();

    /** Doubled each time, from the first to the last. */
    record Pauses(Duration first, Duration last) {

        /** Never the same for two replicas that lost the broker together. */
        Duration halfOrMore(int times) {
            var pause = doubled(times);
            return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
        }

        /** Full jitter: rows that were refused together do not come back together. */
        Duration any(int times) {
            return Duration.ofMillis(ThreadLocalRandom.current().nextLong(doubled(times) + 1));
        }

        private long doubled(int times) { return Math.min(first.toMillis() << Math.min(times, 20), last.toMillis()); }
    }

    /** Tells a message that finds no answer from a broker that gives none. For one thread. */
    final class Suspect {

        private UUID last;
        private boolean othersTaken;

        void othersTaken() { othersTaken = true; }

        /** @return whether it is at fault itself: others were taken, together with it or since it was last lost like this */
        boolean lostAlone(UUID message, boolean besideOthers) {
            var atFault = besideOthers || othersTaken && message.equals(last);
            last = message;
            othersTaken = false;
            return atFault;
        }
    }

    /** Addresses that take nothing at present, each left alone for a while. For one thread. */
    final class ClosedAddresses {

        private record Closed(long triedAgainAt, int times) {}

        private final Map<String, Closed> known = new HashMap<>();
        private final Pauses pauses;

        ClosedAddresses(Pauses pauses) {
            this.pauses = pauses;
        }

        void clear() { known.clear(); }

        void open(String address) { known.remove(address); }

        /** @return whether it was open before */
        boolean close(String address) {
            var before = known.get(address);
            // Once a window, however many rows it had for the address.
            if (before != null && before.triedAgainAt - System.nanoTime() > 0) return false;
            var times = before == null ? 0 : before.times + 1;
            known.put(address, new Closed(System.nanoTime() + pauses.halfOrMore(times).toNanos(), times));
            return times == 0;
        }

        List<String> now() {
            var now = System.nanoTime();
            return known.entrySet().stream().filter(entry -> entry.getValue().triedAgainAt - now > 0)
                    .map(Map.Entry::getKey).toList();
        }

        /** In nanoseconds; the greatest number if none is closed. */
        long untilNextTry() {
            return known.values().stream().mapToLong(address -> address.triedAgainAt - System.nanoTime())
                    .filter(left -> left > 0).min().orElse(Long.MAX_VALUE);
        }
    }
}
