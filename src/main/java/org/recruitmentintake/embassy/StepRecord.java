package org.recruitmentintake.embassy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * A step as it was recorded: the day on which it was done, and the time and the author of the record.
 *
 * @param visa the state of the visa; present for {@link Step#VISA} only
 * @param client the client that recorded it
 * @param person the person behind the client, an opaque id of the identity provider
 */
public record StepRecord(Step step, LocalDate on, Visa visa, Instant recordedAt, String client, String person) {

    public StepRecord {
        Objects.requireNonNull(step);
        Objects.requireNonNull(recordedAt);
        if (on.getYear() < 0 || on.getYear() > 9999) {
            throw new IllegalArgumentException("a day without a year of four digits");
        }
        if ((step == Step.VISA) != (visa != null)) {
            throw new IllegalArgumentException("a visa step, and no other, has the state of the visa");
        }
    }

}
