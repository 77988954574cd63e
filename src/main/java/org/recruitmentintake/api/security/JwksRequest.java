package org.recruitmentintake.api.security;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import org.jose4j.http.Get;
import org.jose4j.http.Response;
import org.jose4j.http.SimpleResponse;

/** Requests the issuer's keys with one attempt and short time-outs. */
final class JwksRequest extends Get {

    /** Of the attempt to connect, and of each read. */
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    JwksRequest() {
        setConnectTimeout((int) TIMEOUT.toMillis());
        setReadTimeout((int) TIMEOUT.toMillis());
        setRetries(0);
    }

    /** Drops the issuer's caching headers: they must not prolong the time until a removed key is forgotten. */
    @Override
    public SimpleResponse get(String location) throws IOException {
        var answer = super.get(location);
        return new Response(answer.getStatusCode(), answer.getStatusMessage(), Map.of(), answer.getBody());
    }
}
