package org.recruitmentintake.api.security;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import org.recruitmentintake.api.problem.CallerName;
import org.recruitmentintake.api.problem.LanguageTexts;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.application.model.Client;

/** The client that sent the current request, and the language of the answer. */
@ApplicationScoped
public class CurrentClient implements CallerName {

    /** Where {@link ClientAugmentor} puts the client in the identity of a request. */
    static final String ATTRIBUTE = Client.class.getName();

    @Inject
    SecurityIdentity identity;

    @Inject
    CurrentVertxRequest request;

    @Inject
    HttpHeaders headers;

    @Inject
    Texts texts;

    /**
     * The client of this request's token.
     *
     * @throws IllegalStateException if the request brought no token: a resource that calls this must demand a role
     */
    public Client client() {
        return of(identity).orElseThrow(() -> new IllegalStateException("A public resource has no client"));
    }

    /** The client of a request; empty without a token, or before the token was verified. */
    static Optional<Client> of(RoutingContext request) {
        return request != null && request.user() instanceof QuarkusHttpUser user ? of(user.getSecurityIdentity())
                : Optional.empty();
    }

    /** The client of a token that was verified; empty for an anonymous identity. */
    public static Optional<Client> of(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(ATTRIBUTE));
    }

    @Override
    public Optional<String> idForLog() {
        return Arc.container().requestContext().isActive()
                ? of(request.getCurrent()).map(client -> printable(client.id()))
                : Optional.empty();
    }

    /** An id in a form that cannot forge a line of the log. */
    static String printable(String id) {
        return id.replaceAll("[^!-~]", "?");
    }

    /** The texts in the language of the answer. */
    public LanguageTexts texts() {
        return texts.preferredBy(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /** The language of the answer: two letters, one of those in {@link Texts#languages()}. */
    public String language() {
        return texts().language();
    }
}
