package org.recruitmentintake.api.problem;

/** Where a fault is. */
public enum ErrorLocation { POINTER, PARAMETER, HEADER }
