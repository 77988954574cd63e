package org.recruitmentintake.api.json;

/**
 * The validation group of the members that a complete body has. A pre-check converts it to the default group, since it
 * may leave them out.
 */
public interface Complete {}
