package org.recruitmentintake.application;

import java.util.List;
import java.util.UUID;

import org.recruitmentintake.application.Application.State;

/** Finds cases by their identity document, without opening any. */
public interface DocumentIndex {

    /** A case that names the document. */
    record CaseOfDocument(UUID id, State state, String owner) {
    }

    /** The oldest first; erased cases are not found. The number may be written in any way. */
    List<CaseOfDocument> casesOf(String country, String number, int limit);
}
