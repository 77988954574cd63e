/**
 * The embassy-first flow of the instructions of 2022: its steps, what each needs before it, and the directory of
 * embassies. Pure: the JDK only. No clock, no database, no HTTP, and nothing about the conditions of service.
 */
package org.recruitmentintake.embassy;
