/**
 * From the outbox to the queue: the relay, the connection to the broker, and the message. Knows cases by their id
 * only; the payload was decided and sealed before.
 */
package org.recruitmentintake.forwarding;
