package org.recruitmentintake.api.limits;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The methods of the OpenAPI document: the framework serves it whatever the method is. */
@ApplicationScoped
public class DocumentMethods {

    private static final String PATHS = "/openapi(\\.json|\\.yaml|\\.yml)?";
    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    void install(@Observes Router router) {
        router.routeWithRegex(PATHS).order(RequestGate.ADMIT + 1).handler(DocumentMethods::check);
    }

    private static void check(RoutingContext request) {
        var method = request.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            request.next();
            return;
        }
        request.response().putHeader(HttpHeaders.ALLOW, ALLOWED);
        if (method.equals(HttpMethod.OPTIONS)) {
            request.response().end();
        } else {
            request.fail(405);
        }
    }
}
