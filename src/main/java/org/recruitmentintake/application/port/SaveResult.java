package org.recruitmentintake.application.port;

/** The result of saving a case. */
public enum SaveResult {
    DONE,
    /** The case has been changed since it was read. */
    STALE,
    /** Another case of the document was just handed over: this one must be decided again. */
    DOCUMENT_HANDED_OVER
}
