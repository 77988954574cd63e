package org.recruitmentintake.application.usecase;

import java.util.Locale;

/** A task that only one replica works on at a time. */
public enum PeriodicTask {
    RETENTION, IDEMPOTENCY_KEYS, REWRAPPING, REEVALUATION;

    /** The name in the database's lock and in the metric. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
