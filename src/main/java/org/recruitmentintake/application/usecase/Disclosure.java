package org.recruitmentintake.application.usecase;

import java.time.Instant;
import java.util.List;

import org.recruitmentintake.application.model.CaseReader;
import org.recruitmentintake.application.port.StoredApplication;

/** A case with its readers, as it is disclosed to the applicant. */
public record Disclosure(StoredApplication stored, List<CaseReader> readers, Instant at) {}
