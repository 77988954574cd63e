/**
 * The case: its state, the one table of transitions, and the use cases. Owns the interfaces through which it reaches
 * the database and the queue; knows neither SQL nor HTTP nor AMQP.
 */
package org.recruitmentintake.application;
