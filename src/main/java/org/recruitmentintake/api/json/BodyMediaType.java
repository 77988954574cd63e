package org.recruitmentintake.api.json;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;

/**
 * Refuses a body unless its media type is exactly the one that the operation names. The framework has readers of its
 * own, for example for newline-delimited JSON, which check nothing of what {@link StrictBodies} checks, and it accepts
 * wildcards and a missing {@code Content-Type}. It also compares media types while it routes, before it checks access.
 * So the headers are removed before it routes, and are put back and compared after it has checked access.
 */
public class BodyMediaType {

    private static final String IDENTITY = "identity";

    /** A body means nothing in a request of these methods (RFC 9110, 9.3). */
    private static final Set<String> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    private static final List<String> MEDIA_TYPES = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.ACCEPT);

    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    public void remove(ContainerRequestContext request) {
        MEDIA_TYPES.forEach(name -> request.setProperty(name, request.getHeaders().remove(name)));
    }

    @ServerRequestFilter
    public void check(ContainerRequestContext request) {
        MEDIA_TYPES.forEach(name -> putBack(request, name));
        requireAcceptable(request);
        var consumed = consumed();
        if (consumed.isEmpty() && (!hasBody(request) || WITHOUT_BODY.contains(request.getMethod()))) return;
        var codings = lines(request, HttpHeaders.CONTENT_ENCODING).flatMap(line -> Stream.of(line.split(",")));
        if (codings.map(String::strip).anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase(IDENTITY))) {
            throw new ProblemException(ProblemKind.UNSUPPORTED_MEDIA_TYPE)
                    .header(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
        }
        var types = lines(request, HttpHeaders.CONTENT_TYPE).toList();
        // An operation without a body leaves it unread. A request without a body needs no type; the reader refuses it.
        if (consumed.isEmpty() || types.isEmpty() && !hasBody(request)) return;
        if (types.size() != 1 || consumed.stream().noneMatch(type -> is(types.get(0), type))) {
            throw new ProblemException(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    /** The framework would compare {@code Accept} only after the operation has run. */
    private static void requireAcceptable(ContainerRequestContext request) {
        var accepted = lines(request, HttpHeaders.ACCEPT).flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip).filter(range -> !range.isEmpty()).toList();
        var produces = CurrentRequestManager.get().getTarget().getProduces();
        if (produces != null && !accepted.isEmpty() && accepted.stream().noneMatch(range -> Stream
                .of(produces.getSortedOriginalMediaTypes()).anyMatch(own -> isCompatible(range, own)))) {
            throw new ProblemException(ProblemKind.NOT_ACCEPTABLE);
        }
        CurrentRequestManager.get().setProducesChecked(true);
    }

    private static boolean isCompatible(String range, MediaType type) {
        try {
            return MediaType.valueOf(range).isCompatible(type);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    @SuppressWarnings("unchecked")
    private static void putBack(ContainerRequestContext request, String name) {
        var lines = (List<String>) request.getProperty(name);
        if (lines != null) request.getHeaders().put(name, lines);
    }

    /** If a patch is refused for its media type, the answer names the right one (RFC 5789, 3.1). */
    @ServerResponseFilter
    public void addAcceptPatch(ContainerRequestContext request, ContainerResponseContext answer) {
        if (answer.getStatus() == ProblemKind.UNSUPPORTED_MEDIA_TYPE.status()
                && request.getMethod().equals(HttpMethod.PATCH)) {
            answer.getHeaders().putSingle("Accept-Patch", StrictBodies.MERGE_PATCH);
        }
    }

    /** The media types that the operation names; none if it takes no body. */
    private static List<MediaType> consumed() {
        var consumes = CurrentRequestManager.get().getTarget().getConsumes();
        return consumes == null ? List.of() : consumes;
    }

    private static boolean hasBody(ContainerRequestContext request) {
        var length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return request.getHeaderString("Transfer-Encoding") != null || length != null && !length.equals("0");
    }

    private static Stream<String> lines(ContainerRequestContext request, String header) {
        return request.getHeaders().getOrDefault(header, List.of()).stream();
    }

    /**
     * Whether a header names this type, without wildcards, in UTF-8. Other parameters mean nothing to JSON (RFC 8259).
     */
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
