/** Clients that generators make from the served document, and the tour that each runs. Profile {@code clients} only. */
package org.recruitmentintake.clients;
