package org.recruitmentintake.api.security;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

import org.jose4j.http.Get;
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

    @Override
    public SimpleResponse get(String location) throws IOException { return new WithoutHeaders(super.get(location)); }

    /** Hides the issuer's caching headers: they must not prolong the time until a removed key is forgotten. */
    private record WithoutHeaders(SimpleResponse answer) implements SimpleResponse {

        @Override
        public int getStatusCode() { return answer.getStatusCode(); }

        @Override
        public String getStatusMessage() { return answer.getStatusMessage(); }

        @Override
        public Collection<String> getHeaderNames() { return List.of(); }

        @Override
        public List<String> getHeaderValues(String name) { return List.of(); }

        @Override
        public String getBody() { return answer.getBody(); }
    }
}
