package org.recruitmentintake.application.port;

import java.util.List;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.CaseOfDocument;
import org.recruitmentintake.application.model.OtherCase;

/** Finds cases by their identity document, without opening them. */
public interface DocumentIndex {

    /** The oldest first; erased cases are not found. The number may be written in any way. */
    List<CaseOfDocument> casesOf(String country, String number, int limit);

    /** Ids of the handed-over other cases of this case's document. */
    List<String> handedOver(Application application);

    /** All other cases of this case's document, the oldest first. For reviewers. */
    List<OtherCase> otherCases(Application application);
}
