package org.recruitmentintake.api.security;

import java.io.IOException;
import java.security.Key;
import java.util.List;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.KeyLocationResolver;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/** The keys that the issuer publishes, at its address or in a file. */
final class IssuerKeySet extends KeyLocationResolver {

    /**
     * Loads the keys.
     *
     * @throws UnresolvableKeyException if there are none; caused by an {@link IOException} if the issuer is away
     */
    IssuerKeySet(JWTAuthContextInfo rules) throws UnresolvableKeyException {
        super(rules);
        if (key == null && !holdsKeys()) throw new UnresolvableKeyException("no JWKS", new NoKeySetException());
    }

    static boolean isHttp(String location) { return location.matches("(?i)https?:.*"); }

    private boolean holdsKeys() throws UnresolvableKeyException {
        try {
            var keys = httpsJwks == null ? jsonWebKeys : httpsJwks.getJsonWebKeys();
            return keys != null && !keys.isEmpty();
        } catch (IOException | JoseException e) {
            throw new UnresolvableKeyException("no JWKS", e);
        }
    }

    /** Tells a forbidden algorithm from an unknown key. */
    @Override
    public Key resolveKey(JsonWebSignature token, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        var algorithm = token.getAlgorithmHeaderValue();
        if (authContextInfo.getSignatureAlgorithm().stream().noneMatch(each -> each.getAlgorithm().equals(algorithm))) {
            throw new UnresolvableKeyException("algorithm", new InvalidAlgorithmException("not allowed"));
        }
        return super.resolveKey(token, nesting);
    }

    @Override
    protected HttpsJwks getHttpsJwks(String location) {
        var keys = super.getHttpsJwks(location);
        // The interval of forced refreshes bounds the requests for an unknown key already.
        keys.setRefreshReprieveThreshold(0);
        return keys;
    }

    /** After an answer that is no JWKS, the library would request it again, without a time-out, and keep it. */
    @Override
    protected String readKeyContent(String location) throws IOException {
        if (isHttp(location)) throw new NoKeySetException();
        return super.readKeyContent(location);
    }

    @Override
    protected Get getHttpGet() { return new JwksRequest(); }
}
