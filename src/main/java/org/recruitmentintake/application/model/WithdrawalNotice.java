package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.UUID;

/** A notice that an application is to be dropped, sent or not yet sent. */
public record WithdrawalNotice(int format, UUID application, Instant withdrawnAt) {
}
