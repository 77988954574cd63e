/**
 * SQL: applications, journal, idempotency, outbox. Implements the interfaces that {@code application} owns, one class
 * for each, whichever tables its statements join. Seals what is personal on its way in and opens it on its way out,
 * with the keys of {@code privacy}. Decides nothing about a case.
 */
package org.recruitmentintake.store;
