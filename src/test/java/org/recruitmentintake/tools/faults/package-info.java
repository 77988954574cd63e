/**
 * Breaks the service and all parts around it, and then compares what was accepted with what was delivered: {@code
 * ./mvnw -Pfaults verify}. Not part of the ordinary build.
 */
package org.recruitmentintake.tools.faults;
