package org.recruitmentintake.api.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;

/**
 * Answers {@code OPTIONS}, and refuses a method that a path does not have, with all methods of the path. The framework
 * would name the methods of one resource class only, although several may share a path.
 */
public class AllowedMethods {

    private List<RequestMapper<InitialMatch>> classes;

    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    public Response check(ContainerRequestContext request) {
        var methods = of(CurrentRequestManager.get().getPathWithoutPrefix());
        // The framework answers 404, or another handler of the router has the path.
        if (methods.isEmpty() && !request.getMethod().equals(HttpMethod.OPTIONS)) return null;
        if (methods.isEmpty()) throw ProblemException.notFound();
        var allowed = String.join(", ", methods);
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            return Response.ok().header(HttpHeaders.ALLOW, allowed).build();
        }
        if (methods.contains(request.getMethod())) return null;
        throw new ProblemException(ProblemKind.METHOD_NOT_ALLOWED).header(HttpHeaders.ALLOW, allowed);
    }

    /** The methods of a path; empty if no resource has it. */
    private Set<String> of(String path) {
        var methods = new TreeSet<String>();
        var matches = classes().stream().map(type -> type.map(path)).filter(Objects::nonNull).toList();
        // As in the framework: "/applications/lookup" is not an application whose id is "lookup".
        var literal = matches.stream().filter(AllowedMethods::isLiteral).toList();
        (literal.isEmpty() ? matches : literal).forEach(match -> methodsOf(match).forEach(methods::add));
        if (methods.contains(HttpMethod.GET)) methods.add(HttpMethod.HEAD);
        if (!methods.isEmpty()) methods.add(HttpMethod.OPTIONS);
        return methods;
    }

    /** One mapper for each resource class, made lazily: the framework has none before the first request. */
    private List<RequestMapper<InitialMatch>> classes() {
        if (classes == null) {
            classes = ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers().stream()
                    .map(type -> new RequestMapper<>(new ArrayList<>(List.of(type)))).toList();
        }
        return classes;
    }

    private static boolean isLiteral(RequestMatch<InitialMatch> match) {
        return match.remaining.isEmpty() && Stream.of(match.pathParamValues).allMatch(Objects::isNull);
    }

    private static Stream<String> methodsOf(RequestMatch<InitialMatch> match) {
        var rest = match.remaining.isEmpty() ? "/" : match.remaining;
        return Stream.of(match.value.handlers).filter(ClassRoutingHandler.class::isInstance)
                .flatMap(handler -> ((ClassRoutingHandler) handler).getMappers().entrySet().stream())
                .filter(mapper -> mapper.getKey() != null && mapper.getValue().map(rest) != null)
                .map(Map.Entry::getKey);
    }
}
