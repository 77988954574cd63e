package org.recruitmentintake.api.json;

import java.util.List;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;

/**
 * Refuses a body unless its media type is exactly the one that the operation names. The framework has readers of its own,
 * for newline-delimited JSON for example, which check nothing of what {@link StrictBodies} checks, and it matches wildcards
 * and a missing {@code Content-Type} generously.
 */
public class BodyMediaType {

    private static final String IDENTITY = "identity";

    @ServerRequestFilter
    public void check(ContainerRequestContext request) {
        var taken = taken();
        if (taken.isEmpty()) {
            return;
        }
        var encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase(IDENTITY)) {
            throw new ProblemException(ProblemKind.UNSUPPORTED_MEDIA_TYPE).header(HttpHeaders.ACCEPT_ENCODING,
                    IDENTITY);
        }
        var types = request.getHeaders().getOrDefault(HttpHeaders.CONTENT_TYPE, List.of());
        // A request without a body needs no type; the reader refuses it as an empty body.
        if (types.isEmpty() && !hasBody(request)) {
            return;
        }
        if (types.size() != 1 || taken.stream().noneMatch(type -> is(types.get(0), type))) {
            throw new ProblemException(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    /** The media types that the operation names; none where it takes no body. */
    private static List<MediaType> taken() {
        var consumes = CurrentRequestManager.get().getTarget().getConsumes();
        return consumes == null ? List.of() : consumes;
    }

    private static boolean hasBody(ContainerRequestContext request) {
        var length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return request.getHeaderString("Transfer-Encoding") != null || length != null && !length.equals("0");
    }

    /** Whether a header names this type, without wildcards, in UTF-8. Other parameters mean nothing to JSON (RFC 8259). */
    static boolean is(String header, MediaType type) {
        try {
            var sent = MediaType.valueOf(header);
            var charset = sent.getParameters().get(MediaType.CHARSET_PARAMETER);
            return sent.getType().equalsIgnoreCase(type.getType())
                    && sent.getSubtype().equalsIgnoreCase(type.getSubtype())
                    && (charset == null || charset.equalsIgnoreCase("utf-8"));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
