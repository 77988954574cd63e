package org.recruitmentintake.api.security;

import java.io.IOException;

/** The issuer's answer is not a JWKS with a key. */
final class NoKeySetException extends IOException {}
