/** From a token to a client: the keys of the issuer, the verified tokens, the claims. */
package org.recruitmentintake.api.security;
