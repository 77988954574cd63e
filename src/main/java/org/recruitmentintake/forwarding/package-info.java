/**
 * From the outbox to the queue: the relay, the connection to the broker, and the envelope that only the recipient
 * opens. Knows cases by their id alone; what it sends was decided and sealed before.
 */
package org.recruitmentintake.forwarding;
