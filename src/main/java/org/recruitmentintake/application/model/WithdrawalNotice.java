package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A notice that an application is to be dropped, sent or not yet sent. */
@RegisterForReflection
public record WithdrawalNotice(int format, UUID application, Instant withdrawnAt) {
}
