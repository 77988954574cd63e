package org.recruitmentintake.application;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.scheduler.Scheduled;
import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Assignees.Assignee;
import org.recruitmentintake.eligibility.Evidence.Settler;
import org.recruitmentintake.eligibility.Facts.Branch;
import org.recruitmentintake.eligibility.Facts.Route;

/** Looking over all cases, and over the journal of one. */
public interface Register {

    /**
     * Summaries: first those that wait for the desk of the scope, the longest waiting first, then those that wait for
     * others, then decided ones.
     *
     * @param taken assignees are shown who have taken a case after that moment
     */
    List<Summary> list(Scope scope, Filter filter, Position after, int limit, Instant taken);

    /** Ids of undecided cases that are due on that day, or were decided under another rule set. */
    List<UUID> due(LocalDate day, String ruleSet, int limit);

    /** How many cases are undecided, by state; a state that no case is in is left out. */
    Map<State, Long> undecided();

    /** Ids of cases in that state that nothing has changed since before then, the longest unchanged first. */
    List<UUID> idle(State state, Instant before, int limit);

    /** Forgets idempotency keys that are older, by the database's clock, which dated them; says how many. */
    int forgetKeys(Duration age, int limit);

    /**
     * Wraps the data keys of the next cases anew that are wrapped with a retired key.
     *
     * @return the last of them, to go on after; empty if there was none
     */
    Optional<UUID> rewrap(UUID after, int limit);

    /** Does the work unless another replica is at it; says whether it did. */
    boolean alone(String job, Runnable work);

    /** So many entries of the journal of a case that come after that number. */
    Optional<Journal> journal(UUID application, int after, int limit);

    /** Checks so many entries of the journal of a case that come after that number, whose hash is taken as it stands. */
    Optional<Verification> verifyJournal(UUID application, int after, int limit);

    /** The undecided cases as gauges, counted at intervals by every replica: to be read as a maximum, never as a sum. */
    @Singleton
    class Gauges implements MeterBinder {

        private final Register register;
        /** Null where it is not known: better no number than an old one. */
        private volatile Map<State, Long> undecided;

        Gauges(Register register) {
            this.register = register;
        }

        @Scheduled(every = "60S", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
        void count() {
            try {
                undecided = register.undecided();
            } catch (RuntimeException away) {
                undecided = null;
            }
        }

        @Override
        public void bindTo(MeterRegistry metrics) {
            State.UNDECIDED.forEach(state -> Gauge.builder("intake.applications.open", () -> cases(state))
                    .tag("state", state.name()).register(metrics));
        }

        private double cases(State state) {
            var known = undecided;
            return known == null ? Double.NaN : known.getOrDefault(state, 0L);
        }
    }

    /** Which cases somebody may list: everything, or those of these embassies or branches. */
    record Scope(boolean everything, Set<String> embassies, Set<String> branches) {

        /** The names of a task that may be known here: a reviewer's, but for the decision, are for reviewers. */
        public List<Task.Name> visible(Task.Code code) {
            return Stream.of(Settler.values()).map(who -> new Task.Name(who, code)).filter(this::isVisible).toList();
        }

        public boolean isVisible(Task.Name task) {
            return everything || task.who() != Settler.REVIEWER || task.code() == Task.Code.DECISION;
        }
    }

    /**
     * What a list is narrowed to; null narrows nothing.
     *
     * @param refusalProposed whether a person is asked to confirm a refusal; for reviewers
     * @param hasMatch whether another case of the document is handed over and not ruled apart, of undecided cases; for reviewers
     * @param turn whose turn it is
     * @param step what somebody can do now
     */
    record Filter(State state, Branch branch, String embassy, Boolean attention, Boolean refusalProposed,
            Boolean hasMatch, Settler turn, Task.Code step) {

        /** Whether it asks for undecided cases only. */
        public boolean isUndecided() {
            return turn != null || step != null || State.UNDECIDED.contains(state);
        }

        /** Whether it narrows by what only reviewers may know. */
        public boolean forReviewers() {
            return refusalProposed != null || hasMatch != null;
        }
    }

    /** The last row of the page before; null for the first page. */
    record Position(Instant at, UUID id) {

        // Whoever makes a cursor up can write a time into it that the database cannot hold.
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

        public static Position of(Summary summary) { return new Position(summary.waitingSince(), summary.id()); }

        /** @throws IllegalArgumentException if it is not the text form of a position */
        public static Position of(String text) {
            try {
                var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
                var at = Instant.ofEpochSecond(bytes.getLong(), bytes.getInt());
                if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
                    throw new DateTimeException("no time of a case");
                }
                var position = new Position(at, new UUID(bytes.getLong(), bytes.getLong()));
                // One position has one text: bytes behind its end and unused bits are not ours either.
                if (!position.text().equals(text)) {
                    throw new IllegalArgumentException("not as written here");
                }
                return position;
                // Seconds beyond what a time can hold overflow before they can be compared.
            } catch (BufferUnderflowException | DateTimeException | ArithmeticException e) {
                throw new IllegalArgumentException("no position", e);
            }
        }

        /** A form that fits into an address. */
        public String text() {
            var bytes = ByteBuffer.allocate(28).putLong(at.getEpochSecond()).putInt(at.getNano())
                    .putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }

    /**
     * A case without anything personal.
     *
     * @param turn null where the case is decided
     * @param tasks what can be done now
     * @param waitingSince since when the desk that lists has something to do, or {@link Waiting#FOR_OTHERS} or
     *        {@link Waiting#FOR_NOBODY}
     * @param assignee the reviewer who has taken it; null where nobody has
     */
    record Summary(UUID id, Route route, Branch branch, String embassy, State state, boolean attention,
            boolean refusalProposed, Instant createdAt, Instant updatedAt, Settler turn, List<Task.Name> tasks,
            Instant waitingSince, Assignee assignee) {
    }

    /**
     * A part of a journal that was checked.
     *
     * @param firstFault the number of the first entry in it that is not as it was written: changed, removed, moved or cut off;
     *        empty if all of the part is
     * @param next the number to go on after; empty if a fault was found, or the end was reached
     */
    record Verification(OptionalInt firstFault, OptionalInt next) {
    }

    /**
     * A page of a journal.
     *
     * @param more whether entries follow
     */
    record Journal(List<Line> lines, boolean more) {

        /** An entry with its place in the chain. */
        public record Line(int number, JournalEntry entry, byte[] hash) {
        }

        /** What stands before the first entry. */
        public static byte[] beginning(UUID application) {
            return sha256(ByteBuffer.allocate(16).putLong(application.getMostSignificantBits())
                    .putLong(application.getLeastSignificantBits()).array());
        }

        /**
         * Follows a journal entry by entry. Each hash is the SHA-256 of the hash before and the bytes of the entry; before the
         * first stands the SHA-256 of the case's id. The length and the last hash are kept apart, with the case.
         */
        public static final class Chain {

            private byte[] hash;
            private int number;
            private boolean broken;

            public Chain(UUID application) {
                this(0, beginning(application));
            }

            /** From the entry of that number and hash on. */
            public Chain(int number, byte[] hash) {
                this.number = number + 1;
                this.hash = hash;
            }

            public void follow(Line line) {
                if (broken) return;
                hash = sha256(hash, line.entry().bytes());
                broken = line.number() != number || !Arrays.equals(hash, line.hash());
                if (!broken) number++;
            }

            /** The number of the first entry that was followed and is not as it was written. */
            public OptionalInt firstFault() {
                return broken ? OptionalInt.of(number) : OptionalInt.empty();
            }

            /** The same, once the last entry was followed. */
            public OptionalInt firstFault(int length, byte[] head) {
                return !broken && number == length + 1 && Arrays.equals(hash, head) ? OptionalInt.empty()
                        : OptionalInt.of(number);
            }
        }

        private static byte[] sha256(byte[]... parts) {
            try {
                var sha = MessageDigest.getInstance("SHA-256");
                Arrays.stream(parts).forEach(sha::update);
                return sha.digest();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
