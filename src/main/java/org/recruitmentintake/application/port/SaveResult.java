package org.recruitmentintake.application.port;

/** What came of writing a case. */
public enum SaveResult {
    DONE,
    /** The case has been changed since it was read. */
    STALE,
    /** Another case of the document has just been handed over: this one is to be decided again. */
    DOCUMENT_HANDED_OVER
}
