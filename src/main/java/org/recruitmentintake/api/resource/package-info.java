/** The endpoints, one class a subject: roles and media types, a record in, a use case, a record out. Decide nothing. */
package org.recruitmentintake.api.resource;
