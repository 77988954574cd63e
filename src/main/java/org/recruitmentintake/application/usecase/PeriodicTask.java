package org.recruitmentintake.application.usecase;

/** A task that only one replica works on at a time. */
public enum PeriodicTask {
    RETENTION("retention"),
    IDEMPOTENCY_KEYS("idempotency-keys"),
    REWRAPPING("rewrapping"),
    REEVALUATION("reevaluation");

    private final String label;

    PeriodicTask(String label) {
        this.label = label;
    }

    /** The name in the database's lock and in the metric. */
    public String label() { return label; }
}
