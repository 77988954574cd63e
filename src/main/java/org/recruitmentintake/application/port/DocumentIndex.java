package org.recruitmentintake.application.port;

import java.util.List;

import org.recruitmentintake.application.model.CaseOfDocument;

/** Finds cases by their identity document, without opening them. */
public interface DocumentIndex {

    /** The oldest first; erased cases are not found. The number may be written in any way. */
    List<CaseOfDocument> casesOf(String country, String number, int limit);
}
