/**
 * SQL: applications, journal, idempotency, outbox. Each class is one table and implements an interface that
 * {@code application} owns. Decides nothing about a case, and opens nothing that is sealed.
 */
package org.recruitmentintake.store;
