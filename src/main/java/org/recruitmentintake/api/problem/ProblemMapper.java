package org.recruitmentintake.api.problem;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.recruitmentintake.application.model.Fault;

/** Maps exceptions to {@link Problem}s in the language of the request. */
@Singleton
public class ProblemMapper {

    @Inject
    RefusalLog refusals;

    @Inject
    Texts texts;

    @Inject
    ObjectMapper json;

    @ServerExceptionMapper
    public Response refused(ProblemException refused, HttpHeaders headers) { return answer(refused, headers); }

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

    /** Refusals of the framework, by their status. */
    @ServerExceptionMapper
    public Response http(WebApplicationException e, HttpHeaders headers) {
        var status = e.getResponse().getStatus();
        if (status < 400) return e.getResponse();
        if (status == 400 && !(e instanceof BadRequestException) && e.getCause() != null) {
            return answer(new ProblemException(ProblemKind.INVALID_PARAMETER), headers);
        }
        var kind = ProblemKind.ofStatus(status);
        return kind == ProblemKind.INTERNAL_ERROR ? anything(e, headers) : answer(new ProblemException(kind), headers);
    }

    /** A bug, or a dependency that is away. */
    @ServerExceptionMapper
    public Response anything(Throwable e, HttpHeaders headers) { return answer(Failures.toProblem(e), headers); }

    private Response answer(ProblemException refused, HttpHeaders headers) {
        refusals.add(refused);
        var translated = texts.preferredBy(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        var response = Response.status(refused.kind().status()).type(Problem.MEDIA_TYPE)
                .entity(body(refused, translated));
        headersOf(refused, translated).forEach(response::header);
        return response.build();
    }

    /** The headers of a refusal, except its media type. */
    public Map<String, String> headersOf(ProblemException refused, LanguageTexts translated) {
        var headers = new LinkedHashMap<>(refused.headers());
        headers.put(HttpHeaders.CONTENT_LANGUAGE, translated.language());
        headers.put(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        switch (refused.kind()) {
            case MISSING_TOKEN -> headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case INVALID_TOKEN -> headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            default -> {}
        }
        return headers;
    }

    /** The problem as JSON. */
    public byte[] body(ProblemException refused, LanguageTexts translated) {
        var kind = refused.kind();
        var errors = refused.faults().stream().map(fault -> violation(kind, fault, translated)).toList();
        try {
            return json.writeValueAsBytes(new Problem(kind.type(), translated.text("problem." + kind.code()),
                    kind.status(), kind.code(), errors, refused.members()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Problem.Violation violation(ProblemKind kind, Fault fault, LanguageTexts translated) {
        var sentence = new FieldHelp(translated).sentence(fault);
        return switch (kind) {
            case INVALID_PARAMETER -> new Problem.Violation(null, fault.at(), null, fault.code(), sentence);
            case INVALID_HEADER -> new Problem.Violation(null, null, fault.at(), fault.code(), sentence);
            default -> new Problem.Violation(fault.at(), null, null, fault.code(), sentence);
        };
    }
}
