package org.recruitmentintake.check;

import java.util.List;
import java.util.Locale;

/** Compares a dependency of the service with the settings. Changes nothing. */
public interface Probe {

    /** What is compared, in the order in which it is printed. */
    enum Subject {
        SETTINGS, KEYS, DATABASE, ROLE, SCHEMA, ISSUER, BROKER;

        String label() { return name().toLowerCase(Locale.ROOT); }
    }

    /**
     * A result, printed as one line.
     *
     * @param text never a secret, and nothing personal
     */
    record Result(Subject subject, boolean isRight, String text) {

        public static Result right(Subject subject, String text, Object... arguments) {
            return new Result(subject, true, text.formatted(arguments));
        }

        public static Result wrong(Subject subject, String text, Object... arguments) {
            return new Result(subject, false, text.formatted(arguments));
        }

        @Override
        public String toString() { return "%-5s %-8s %s".formatted(isRight ? "ok" : "WRONG", subject.label(), text); }
    }

    /** The subject that is reported if {@link #compare} fails. */
    Subject subject();

    List<Result> compare();
}
