/**
 * The case: its state, its table of transitions, and the use cases. Owns the interfaces to the database and the queue;
 * knows no SQL, HTTP or AMQP.
 */
package org.recruitmentintake.application;
