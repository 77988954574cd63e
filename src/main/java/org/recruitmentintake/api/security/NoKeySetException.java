package org.recruitmentintake.api.security;

import java.io.IOException;

/** The issuer answered, and not with a JWKS that holds a key. */
final class NoKeySetException extends IOException {

    private static final long serialVersionUID = 1;
}
