/** What clients read, as records; each knows how to be made from the domain. */
package org.recruitmentintake.api.dto.view;
