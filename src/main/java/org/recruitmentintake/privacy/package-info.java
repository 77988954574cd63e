/**
 * What protects personal data at rest: sealing at rest, the blind index, the keys for both, and the refusal to start
 * without them. Depends on the JDK and its own configuration only, and knows nothing of applications.
 */
package org.recruitmentintake.privacy;
