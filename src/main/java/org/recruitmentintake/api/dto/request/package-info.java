/** What clients send, as records with constraints; each makes its facts or its submission. */
package org.recruitmentintake.api.dto.request;
