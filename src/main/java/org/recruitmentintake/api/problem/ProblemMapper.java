package org.recruitmentintake.api.problem;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.recruitmentintake.api.json.StrictBodies;

/** Turns everything that can go wrong into a {@link Problem}, in the language of the one who asked. */
@Singleton
public class ProblemMapper {

    @Inject
    RefusalLog tally;

    @Inject
    Texts texts;

    @Inject
    ObjectMapper json;

    @ServerExceptionMapper
    public Response refused(ProblemException refused, HttpHeaders headers) {
        return answer(refused, headers);
    }

    @ServerExceptionMapper
    public Response missingToken(UnauthorizedException e, HttpHeaders headers) {
        return answer(new ProblemException(ProblemKind.MISSING_TOKEN), headers);
    }

    @ServerExceptionMapper
    public Response invalidToken(AuthenticationFailedException e, HttpHeaders headers) {
        return answer(new ProblemException(ProblemKind.INVALID_TOKEN), headers);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e, HttpHeaders headers) {
        return answer(new ProblemException(ProblemKind.FORBIDDEN), headers);
    }

    /** What the HTTP layer refuses by a status of its own. */
    @ServerExceptionMapper
    public Response http(WebApplicationException e, UriInfo uri, HttpHeaders headers) {
        var status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        if (e instanceof NotFoundException && e.getCause() != null) {
            return answer(unreadable(e.getCause(), uri), headers);
        }
        if (e instanceof NotAllowedException) {
            return answer(new ProblemException(ProblemKind.METHOD_NOT_ALLOWED).header("Allow", allowed(uri.getPath())),
                    headers);
        }
        if (status == 400 && !(e instanceof BadRequestException) && e.getCause() != null) {
            return answer(new ProblemException(ProblemKind.INVALID_PARAMETER), headers);
        }
        var kind = ProblemKind.ofStatus(status);
        return kind == ProblemKind.INTERNAL_ERROR ? anything(e, headers) : answer(new ProblemException(kind), headers);
    }

    /** Constraints on query parameters. Those of bodies never come here; see {@link StrictBodies}. */
    @ServerExceptionMapper
    public Response constraints(ConstraintViolationException e, HttpHeaders headers) {
        var faults = new ArrayList<FieldError>();
        for (var violation : e.getConstraintViolations()) {
            var name = parameterName(violation);
            if (name == null) {
                return anything(e, headers);
            }
            faults.add(StrictBodies.fault(ErrorLocation.PARAMETER, name, violation));
        }
        faults.sort(Comparator.comparing(FieldError::at).thenComparing(FieldError::code));
        return answer(new ProblemException(ProblemKind.INVALID_PARAMETER, faults), headers);
    }

    @ServerExceptionMapper
    public Response anything(Throwable e, HttpHeaders headers) {
        return answer(ProblemException.after(e), headers);
    }

    private static String parameterName(ConstraintViolation<?> violation) {
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                return node.getName();
            }
        }
        return null;
    }

    /**
     * A parameter that cannot be read. In the path it is an id of nothing; in the query it is the client's mistake.
     * Jakarta REST has one exception for both, whose cause's message quotes the value: so the value tells which it was.
     */
    private static ProblemException unreadable(Throwable cause, UriInfo uri) {
        var message = String.valueOf(cause.getMessage());
        if (uri.getPathParameters().values().stream().noneMatch(values -> quotes(message, values))) {
            for (var parameter : uri.getQueryParameters().entrySet()) {
                if (quotes(message, parameter.getValue())) {
                    var code = cause instanceof DateTimeException ? ProblemException.INVALID_DATE
                            : ProblemException.BAD_FORMAT;
                    return new ProblemException(ProblemKind.INVALID_PARAMETER,
                            new FieldError(ErrorLocation.PARAMETER, parameter.getKey(), code));
                }
            }
        }
        return new ProblemException(ProblemKind.NOT_FOUND);
    }

    private static boolean quotes(String message, List<String> values) {
        return values.stream().anyMatch(value -> value.isEmpty() ? message.contains("''") || message.contains("\"\"")
                : message.contains(value));
    }

    /** The methods of a path, which a 405 must name (RFC 9110, 15.5.6). */
    private static String allowed(String path) {
        var methods = new TreeSet<String>();
        var match = new RequestMapper<>(ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers()).map(path);
        if (match != null) {
            var rest = match.remaining.isEmpty() ? "/" : match.remaining;
            Stream.of(match.value.handlers).filter(ClassRoutingHandler.class::isInstance)
                    .map(ClassRoutingHandler.class::cast)
                    .flatMap(handler -> handler.getMappers().entrySet().stream())
                    .filter(mapper -> mapper.getKey() != null && mapper.getValue().map(rest) != null)
                    .forEach(mapper -> methods.add(mapper.getKey()));
        }
        return String.join(", ", methods);
    }

    private Response answer(ProblemException refused, HttpHeaders headers) {
        tally.add(refused);
        var language = texts.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        var response = Response.status(refused.kind().status()).type(Problem.MEDIA_TYPE)
                .entity(body(refused, language));
        headersOf(refused, language).forEach(response::header);
        return response.build();
    }

    /** The headers that go with a refusal, but for its media type. */
    public Map<String, String> headersOf(ProblemException refused, String language) {
        var headers = new LinkedHashMap<>(refused.headers());
        headers.put(HttpHeaders.CONTENT_LANGUAGE, language);
        switch (refused.kind()) {
            case MISSING_TOKEN -> headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case INVALID_TOKEN -> headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            default -> {}
        }
        return headers;
    }

    /** The problem as JSON. */
    public byte[] body(ProblemException refused, String language) {
        var kind = refused.kind();
        var errors = refused.faults().stream().map(fault -> violation(fault, language)).toList();
        try {
            return json.writeValueAsBytes(new Problem(kind.type(), texts.text(language, "problem." + kind.code()),
                    kind.status(), kind.code(), errors, refused.members()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Problem.Violation violation(FieldError fault, String language) {
        return new Problem.Violation(
                fault.place() == ErrorLocation.POINTER ? fault.at() : null,
                fault.place() == ErrorLocation.PARAMETER ? fault.at() : null,
                fault.place() == ErrorLocation.HEADER ? fault.at() : null,
                fault.code(),
                new FieldHelp(texts, language).sentence(fault));
    }
}
