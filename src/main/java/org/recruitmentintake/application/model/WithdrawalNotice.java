package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.UUID;

/** The payload of a withdrawal: the branch drops this application. */
public record WithdrawalNotice(int format, UUID application, Instant withdrawnAt) {}
