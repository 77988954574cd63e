/**
 * The connection to the broker over AMQP 1.0: hosts, credentials, one sender an address, the answer to each
 * delivery.
 */
package org.recruitmentintake.forwarding.broker;
