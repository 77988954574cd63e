/**
 * Tests from outside of what must not be seen or done: every endpoint, every role, every place where data may remain.
 */
package org.recruitmentintake.security;
