/**
 * The HTTP API: resources and their records, access, limits, refusals. Maps to and from the domain and decides nothing;
 * reaches the database and the queue through {@code application} only. Nothing imports it.
 */
package org.recruitmentintake.api;
