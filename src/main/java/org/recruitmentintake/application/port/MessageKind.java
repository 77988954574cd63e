package org.recruitmentintake.application.port;

/** What a message says about its case. */
public enum MessageKind { ACCEPTED, WITHDRAWN }
