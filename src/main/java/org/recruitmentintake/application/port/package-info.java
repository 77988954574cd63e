/** The interfaces of the use cases to the outside: repositories, outbox, message sealer, relay. */
package org.recruitmentintake.application.port;
