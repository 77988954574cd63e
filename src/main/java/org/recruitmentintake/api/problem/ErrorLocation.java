package org.recruitmentintake.api.problem;

/** Where a field error is. */
public enum ErrorLocation { POINTER, PARAMETER, HEADER }
