/** Security tests over HTTP: all endpoints, all roles, all places where data may remain. */
package org.recruitmentintake.security;
