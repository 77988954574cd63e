/** From the outbox to the broker: claims, windows, retries, their log lines and metrics. */
package org.recruitmentintake.forwarding.relay;
