/**
 * The HTTP face: resources and their records, who may call and how often, and what a refusal looks like. Maps to and
 * from the domain and decides nothing; reaches the database and the queue through {@code application} alone. Nothing
 * imports it.
 */
package org.recruitmentintake.api;
