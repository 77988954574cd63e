package org.recruitmentintake.contract;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The operations by the annotations of the code: JAX-RS and roles. */
final class Endpoints {

    /** A method of a resource that answers requests. */
    record Endpoint(String verb, String path, Method method) {

        String name() { return verb + " " + path; }

        /** The parameters of one kind, by name. */
        Map<String, Parameter> parameters(String in) {
            var named = new TreeMap<String, Parameter>();
            for (var parameter : method.getParameters()) {
                var name = switch (in) {
                    case "path" -> Optional.ofNullable(parameter.getAnnotation(PathParam.class)).map(PathParam::value);
                    case "query" -> Optional.ofNullable(parameter.getAnnotation(QueryParam.class))
                            .map(QueryParam::value);
                    default -> Optional.ofNullable(parameter.getAnnotation(HeaderParam.class)).map(HeaderParam::value);
                };
                name.ifPresent(found -> named.put(found, parameter));
            }
            return named;
        }

        /** The parameter that takes the body. */
        Optional<Parameter> body() {
            return Stream.of(method.getParameters()).filter(parameter -> Stream
                    .of(PathParam.class, QueryParam.class, HeaderParam.class, Context.class)
                    .noneMatch(parameter::isAnnotationPresent)).findFirst();
        }

        Set<String> roles() {
            return annotation(RolesAllowed.class).map(roles -> new TreeSet<>(Arrays.asList(roles.value())))
                    .orElseGet(() -> {
                        annotation(PermitAll.class).orElseThrow(
                                () -> new AssertionError(name() + " has no annotation for its roles"));
                        return new TreeSet<>();
                    });
        }

        Set<String> consumes() {
            return annotation(Consumes.class).map(types -> new TreeSet<>(Arrays.asList(types.value())))
                    .orElseGet(TreeSet::new);
        }

        Set<String> produces() {
            return annotation(Produces.class).map(types -> new TreeSet<>(Arrays.asList(types.value())))
                    .orElseGet(TreeSet::new);
        }

        boolean answersNothing() { return method.getReturnType() == void.class; }

        /** The annotation of the method, or that of its class. */
        private <T extends Annotation> Optional<T> annotation(Class<T> type) {
            return Optional.ofNullable(method.getAnnotation(type))
                    .or(() -> Optional.ofNullable(method.getDeclaringClass().getAnnotation(type)));
        }
    }

    private static final Set<JavaClass> CLASSES = Set.copyOf(new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.recruitmentintake"));

    private Endpoints() {}

    /** All of them, by method and path. */
    static Map<String, Endpoint> all() {
        var endpoints = new TreeMap<String, Endpoint>();
        for (var type : CLASSES) {
            if (!type.isAnnotatedWith(Path.class)) continue;
            for (var method : type.reflect().getDeclaredMethods()) {
                verb(method).ifPresent(verb -> {
                    var own = Optional.ofNullable(method.getAnnotation(Path.class)).map(Path::value).orElse("");
                    var path = ("/" + type.reflect().getAnnotation(Path.class).value() + "/" + own)
                            .replaceAll("/+", "/").replaceAll("(.)/$", "$1");
                    var endpoint = new Endpoint(verb, path, method);
                    endpoints.put(endpoint.name(), endpoint);
                });
            }
        }
        return endpoints;
    }

    /** The class of the service whose name ends with this text, such as {@code ApplicationRequest.Applicant}. */
    static Class<?> named(String name) {
        var found = new ArrayList<Class<?>>();
        for (var type : CLASSES) {
            if (type.getName().replace('$', '.').endsWith("." + name)) found.add(type.reflect());
        }
        if (found.size() != 1) throw new AssertionError(name + " is the name of " + found);
        return found.get(0);
    }

    private static Optional<String> verb(Method method) {
        return List.of(method.getAnnotations()).stream()
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(found -> found != null).map(HttpMethod::value).findFirst();
    }
}
