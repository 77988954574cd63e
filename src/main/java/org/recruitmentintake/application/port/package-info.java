/** What the use cases ask of the outside: repositories, outbox, message sealer, relay signal. */
package org.recruitmentintake.application.port;
