/** Handlers of a request before it is routed: rates, concurrency, body size and time, errors of the router. */
package org.recruitmentintake.api.limits;
