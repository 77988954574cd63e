package org.recruitmentintake.tools.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import org.recruitmentintake.tools.environment.DevKeys;
import org.recruitmentintake.tools.page.Request.Reply;

/**
 * Answers a browser: refuses requests of other sites, finds the session, and passes the request to its page.
 */
public final class Page implements HttpHandler {

    private static final int LONGEST_FORM = 64 * 1024;
    private static final String COOKIE = "session";
    private static final Map<String, String> FILES = Map.of("style.css", "text/css; charset=utf-8", "script.js",
            "text/javascript; charset=utf-8", "icon.svg", "image/svg+xml");
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "same-origin", "X-Content-Type-Options", "nosniff", "Cache-Control", "no-store");

    private final Map<String, Session> sessions = Session.store();
    private final Portal portal;
    private final Desks desks;
    private final Queue queue;

    /**
     * @param keys with the private keys of the recipients, which open the messages
     * @param broker the port of the broker on this machine
     */
    public Page(URI service, URI issuer, DevKeys keys, int broker) {
        var api = new IntakeApi(service, issuer);
        var directory = new Directory(api);
        portal = new Portal(api, directory);
        desks = new Desks(api, directory);
        queue = new Queue(directory, keys, broker, service);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply;
            try {
                reply = answer(exchange);
            } catch (RuntimeException fault) {
                fault.printStackTrace();
                reply = new Reply(500, "text/plain", "A fault of this page: see the console.".getBytes(UTF_8),
                        Map.of());
            }
            send(exchange, reply);
        }
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        var host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        var origin = exchange.getRequestHeaders().getFirst("Origin");
        var post = exchange.getRequestMethod().equals("POST");
        // Refuses posts from pages of other sites (CSRF), and other host names (DNS rebinding).
        if (!host.matches("(localhost|127\\.0\\.0\\.1):\\d+") || post && origin != null
                && !origin.equals("http://" + host)) {
            return new Reply(403, "text/plain", "From another site.".getBytes(UTF_8), Map.of());
        }
        if (!post && !exchange.getRequestMethod().equals("GET")) {
            return new Reply(405, "text/plain", new byte[0], Map.of("Allow", "GET, POST"));
        }
        var path = Stream.of(exchange.getRequestURI().getPath().split("/")).filter(part -> !part.isEmpty())
                // Parts of the path go into addresses of the service, so a part that cannot be an id is not found.
                .map(part -> part.matches("[A-Za-z0-9.-]+") ? part : "-").toList();
        if (path.size() == 1 && FILES.containsKey(path.get(0))) return file(path.get(0));
        var query = Answers.parse(exchange.getRequestURI().getRawQuery());
        var body = exchange.getRequestBody().readNBytes(LONGEST_FORM);
        var session = session(exchange);
        if (Words.LANGUAGES.contains(query.one("lang"))) {
            session.language = query.one("lang");
            return Reply.redirect(exchange.getRequestURI().getPath());
        }
        var request = new Request(post, path, query, post ? Answers.parse(new String(body, UTF_8)) : Answers.NONE,
                session);
        var reply = switch (request.segment(0)) {
            case "" -> Tour.start(request, Words.in(session.language));
            case "tour" -> Tour.steps(request, portal);
            case "desks" -> desks.answer(request);
            case "queue" -> queue.answer(request);
            default -> portal.answer(request);
        };
        var words = Words.in(session.language);
        return reply != null ? reply
                : Layout.page(request, words, 404, words.of("not-found"),
                        Html.of("<p>{}</p>", words.of("not-found.why")));
    }

    /** The cookie names the session, and a script cannot read it. */
    private Session session(HttpExchange exchange) {
        var cookies = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
        for (var cookie : String.join(";", cookies).split(";")) {
            var known = cookie.strip().startsWith(COOKIE + "=")
                    ? sessions.get(cookie.strip().substring(COOKIE.length() + 1))
                    : null;
            if (known != null) return known;
        }
        var session = new Session();
        sessions.put(session.id, session);
        session.language = String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Language")).split("[-,;]")[0];
        exchange.getResponseHeaders().add("Set-Cookie",
                COOKIE + "=" + session.id + "; Path=/; HttpOnly; SameSite=Strict");
        return session;
    }

    private static Reply file(String name) throws IOException {
        try (var file = Page.class.getResourceAsStream(name)) {
            return new Reply(200, FILES.get(name), file.readAllBytes(), Map.of());
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        HEADERS.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        if (reply.body().length > 0) exchange.getResponseBody().write(reply.body());
    }
}
