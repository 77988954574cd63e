/**
 * The endpoints, one class a subject: roles and media types, a record in, a use case, a record out. Decides
 * nothing.
 */
package org.recruitmentintake.api.resource;
