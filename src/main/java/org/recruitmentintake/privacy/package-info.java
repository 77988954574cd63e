/**
 * What keeps a person unreadable: sealing at rest, the blind index, the keys for both, and the refusal to start without
 * them. A leaf: knows the JDK and its own configuration, and nothing of applications.
 */
package org.recruitmentintake.privacy;
