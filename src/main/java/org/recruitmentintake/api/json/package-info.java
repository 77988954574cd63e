/** Strict reading of request bodies: media type, syntax, shape, constraints, merge patch. */
package org.recruitmentintake.api.json;
