package org.recruitmentintake.application.port;

/** A request that may be repeated: the client, its key, and the request in canonical form. */
public record IdempotentRequest(String client, String key, byte[] request) {

    @Override
    public String toString() { return "IdempotentRequest[sealed]"; }
}
