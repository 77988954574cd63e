/**
 * What the service needs beside it in development, tests and measurements: a real PostgreSQL, a real AMQP 1.0 broker, a
 * token issuer, generated keys. Nothing of it may reach the artefact that is deployed.
 */
package org.recruitmentintake.tools.environment;
