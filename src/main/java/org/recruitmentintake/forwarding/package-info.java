/**
 * From the outbox to the queue: the relay, the connection to the broker, and the message. Knows cases by
 * their id only; payloads are sealed before they are committed.
 */
package org.recruitmentintake.forwarding;
