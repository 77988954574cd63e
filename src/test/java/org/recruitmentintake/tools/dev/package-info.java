/** The programs of {@code ./mvnw}: what runs beside the service in development, and the receiving side of the queue. */
package org.recruitmentintake.tools.dev;
