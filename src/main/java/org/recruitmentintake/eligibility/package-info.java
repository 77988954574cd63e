/**
 * The conditions on which Ukraine's forces take foreigners and stateless persons, their legal grounds by date, and the
 * decision over one case. Pure: the JDK and the {@code embassy} room only. Knows no clock, no database, no HTTP; the
 * sub-package {@code condition} holds one small class for each condition.
 */
package org.recruitmentintake.eligibility;
