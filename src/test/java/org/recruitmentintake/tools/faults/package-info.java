/**
 * Breaks everything around the running service, and the service itself, and then counts: `./mvnw -Pfaults verify`. Not
 * part of the ordinary build.
 */
package org.recruitmentintake.tools.faults;
