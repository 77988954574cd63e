package org.recruitmentintake.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Stands between the page and the service: passes requests on, and loses some of the answers. */
final class LossyProxy implements AutoCloseable {

    private static final Set<String> OWN = Set.of("connection", "content-length", "host", "upgrade", "http2-settings");

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final URI service;
    private final AtomicInteger lost = new AtomicInteger();
    private final Set<String> paths = new ConcurrentSkipListSet<>();

    LossyProxy(URI service) throws IOException {
        this.service = service;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::pass);
        server.start();
    }

    URI address() { return URI.create("http://localhost:" + server.getAddress().getPort()); }

    /** The service stores the next applications, but so many of their answers are lost. */
    void loseAnswers(int answers) { lost.set(answers); }

    /** The first segments of all paths that were asked for. */
    Set<String> paths() { return paths; }

    private void pass(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        paths.add(uri.getPath().split("/")[1]);
        var body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(service.resolve(uri.toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase())) values.forEach(value -> request.header(name, value));
        });
        try (exchange) {
            var answer = http.send(request.build(), BodyHandlers.ofByteArray());
            if (exchange.getRequestMethod().equals("POST") && uri.getPath().equals("/v1/applications")
                    && lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return;
            }
            for (var name : List.of("Content-Type", "ETag", "Location", "Retry-After")) {
                answer.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders().set(name, value));
            }
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            if (answer.body().length > 0) exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() { server.stop(0); }
}
