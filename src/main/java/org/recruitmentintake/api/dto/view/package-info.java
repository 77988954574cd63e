/** What clients read, as records that are made from the domain. */
package org.recruitmentintake.api.dto.view;
