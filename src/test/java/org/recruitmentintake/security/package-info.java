/**
 * What nobody may see or do, tried from the outside: every endpoint, every role, every place where something may be
 * left lying.
 */
package org.recruitmentintake.security;
