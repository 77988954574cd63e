/**
 * SQL: applications, journal, idempotency, outbox. One class implements each port of {@code application}. Seals
 * personal data before it is stored and opens it after it is read, with the keys of {@code privacy}. Decides nothing.
 */
package org.recruitmentintake.store;
