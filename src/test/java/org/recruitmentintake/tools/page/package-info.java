/**
 * The page of development at the token issuer's port: a reference form (the portal), the desks, the queue and a tour.
 * It calls the service through its public HTTP API only, as any back end does. Test sources: nothing of it is deployed.
 */
package org.recruitmentintake.tools.page;
