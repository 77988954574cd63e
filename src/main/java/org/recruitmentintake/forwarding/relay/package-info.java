/** From the outbox to the broker: claims, windows, retries, what is logged and counted. */
package org.recruitmentintake.forwarding.relay;
