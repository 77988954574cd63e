/**
 * The parts beside the service in development, tests and measurements: a real PostgreSQL, a real AMQP 1.0 broker, a
 * token issuer, generated keys. The deployed artefact contains none of it.
 */
package org.recruitmentintake.tools.environment;
