package org.recruitmentintake.application.port;

/** What tells a repeated request: the client, its key, and the request in canonical form. */
public record IdempotentRequest(String client, String key, byte[] request) {

    @Override
    public String toString() { return "Attempt[sealed]"; }
}
