/**
 * The command {@code check}: compares the dependencies of the service with its settings, and changes nothing. Each
 * package with a dependency implements a {@link org.recruitmentintake.check.Probe}.
 */
package org.recruitmentintake.check;
