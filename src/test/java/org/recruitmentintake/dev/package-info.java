/**
 * What stands around the service in development and in tests: a real PostgreSQL, a real AMQP 1.0 broker, a token
 * issuer, generated keys. Test sources only; nothing of it may reach the artefact that is deployed.
 */
package org.recruitmentintake.dev;
