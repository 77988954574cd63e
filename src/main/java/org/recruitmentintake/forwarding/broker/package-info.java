/**
 * The AMQP 1.0 connection to the broker: hosts, credentials, one sender for each address, the answer to each delivery.
 */
package org.recruitmentintake.forwarding.broker;
