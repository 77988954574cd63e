/**
 * The embassy-first flow of the instructions of 2022: its steps and their order, and the directory of
 * embassies. Pure: uses the JDK only. Knows no clock, no database, no HTTP, and no condition of service.
 */
package org.recruitmentintake.embassy;
