package org.recruitmentintake.application.usecase;

import java.time.Instant;
import java.util.List;

import org.recruitmentintake.application.model.CaseReader;
import org.recruitmentintake.application.port.StoredApplication;

/** A case as it is disclosed to its person: with its readers, at that moment. */
public record Disclosure(StoredApplication stored, List<CaseReader> readers, Instant at) {
}
