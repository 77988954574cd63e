package org.recruitmentintake.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Stands for a later version of the service: it passes reads of an application on to the real service, and adds a state
 * and a member to the answer that today's document does not know.
 */
final class NewerService implements AutoCloseable {

    private static final String STATE = "ON_LEAVE";
    private static final String MEMBER = "addedLater";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;
    private final HttpServer server;

    NewerService(URI service) {
        this.service = service;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/v1/applications/", this::answer);
        server.start();
    }

    String address() { return "http://localhost:" + server.getAddress().getPort(); }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = http.send(HttpRequest.newBuilder(service.resolve(exchange.getRequestURI().getPath()))
                    .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization")).build(),
                    BodyHandlers.ofByteArray());
            var application = (ObjectNode) JSON.readTree(answer.body());
            application.put("state", STATE).putObject(MEMBER).put("answer", 42);
            var body = JSON.writeValueAsBytes(application);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.statusCode(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() { server.stop(0); }
}
