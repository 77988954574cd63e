/**
 * The conditions on which Ukraine's forces take foreigners and stateless persons, their legal grounds by date, and the
 * decision over one case. Pure: the JDK and {@code embassy} only. Knows no clock, no database, no HTTP; the package
 * {@code condition} holds one class for each condition.
 */
package org.recruitmentintake.eligibility;
