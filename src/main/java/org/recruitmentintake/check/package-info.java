/**
 * The command {@code check}: compares what stands around the service with its settings, and changes nothing. Each
 * room that reaches something outside implements a {@link org.recruitmentintake.check.Probe}; this one knows none of
 * them.
 */
package org.recruitmentintake.check;
