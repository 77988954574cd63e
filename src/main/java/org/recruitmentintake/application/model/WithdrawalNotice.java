package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.UUID;

/** The payload of a withdrawal notice: the recipient deletes this application. */
public record WithdrawalNotice(int format, UUID application, Instant withdrawnAt) {}
