package org.recruitmentintake.api.json;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;

import com.fasterxml.jackson.databind.node.TextNode;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.application.model.Fault;

/**
 * Checks the query of every request against the parameters of its resource method, all in one answer. The framework
 * ignores a parameter that it does not know, takes the first of several, and reads everything but {@code true} as
 * false.
 */
public class QueryParameters {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

    private final Map<Method, Map<String, Parameter>> declared = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void check(ContainerRequestContext request, ResourceInfo resource) {
        // The build finds this call in the filter, and registers the methods of all resources for the executable.
        var known = declared.computeIfAbsent(resource.getResourceMethod(), QueryParameters::parametersOf);
        var faults = new ArrayList<Fault>();
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            if (!known.containsKey(name)) {
                faults.add(new Fault(BodyShape.isShowable(name) ? name : "", ProblemException.UNKNOWN_PARAMETER));
            } else if (values.size() > 1) {
                faults.add(new Fault(name, ProblemException.REPEATED_PARAMETER));
            } else {
                faults.addAll(faultsOf(name, values.get(0), known.get(name)));
            }
        });
        // The framework drops a lone "=".
        var query = request.getUriInfo().getRequestUri().getRawQuery();
        if (query != null && Stream.of(query.split("&")).anyMatch("="::equals)) {
            faults.add(new Fault("", ProblemException.UNKNOWN_PARAMETER));
        }
        known.forEach((name, parameter) -> {
            if (parameter.isAnnotationPresent(NotNull.class)
                    && !request.getUriInfo().getQueryParameters().containsKey(name)) {
                faults.add(new Fault(name, ProblemException.REQUIRED));
            }
        });
        faults.sort(Comparator.comparing(Fault::at));
        if (!faults.isEmpty()) throw new ProblemException(ProblemKind.INVALID_PARAMETER, faults);
    }

    private static Map<String, Parameter> parametersOf(Method method) {
        return Stream.of(method.getParameters()).filter(parameter -> parameter.isAnnotationPresent(QueryParam.class))
                .collect(Collectors.toMap(parameter -> parameter.getAnnotation(QueryParam.class).value(), own -> own));
    }

    private static List<Fault> faultsOf(String name, String text, Parameter parameter) {
        var type = parameter.getType();
        if (type == int.class || type == Integer.class) {
            if (!INTEGER.matcher(text).matches()) return List.of(new Fault(name, ProblemException.BAD_FORMAT));
            var value = Integer.parseInt(text);
            var least = parameter.getAnnotation(Min.class).value();
            var most = parameter.getAnnotation(Max.class).value();
            return value >= least && value <= most ? List.of()
                    : List.of(new Fault(name, ProblemException.OUT_OF_RANGE, least, most));
        }
        if (type == boolean.class || type == Boolean.class) {
            return List.of("true", "false").contains(text) ? List.of()
                    : List.of(new Fault(name, ProblemException.UNKNOWN_VALUE, "true, false"));
        }
        var size = parameter.getAnnotation(Size.class);
        if (size != null && text.length() < size.min())
            return List.of(new Fault(name, ProblemException.TOO_SHORT, size.min()));
        if (size != null && text.length() > size.max())
            return List.of(new Fault(name, ProblemException.TOO_LONG, size.max()));
        // The other types are read as in a body: text, a date, one of the names of an enumeration.
        var shape = new BodyShape();
        shape.fitted(TextNode.valueOf(text), StrictJson.MAPPER.constructType(type), name);
        return shape.faults();
    }
}
