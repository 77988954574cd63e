/**
 * Protects personal data at rest: sealing, the blind index, their keys, and the required settings. Knows nothing of
 * applications.
 */
package org.recruitmentintake.privacy;
