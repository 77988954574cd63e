/** What clients send, as records with their constraints; each knows the facts or the submission that it states. */
package org.recruitmentintake.api.dto.request;
