package org.recruitmentintake.tools.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.recruitmentintake.tools.environment.Ports;

/**
 * A load balancer for two replicas. It sends each request to a replica that is ready, polls readiness every half
 * second, and repeats no request. Running requests of a replica that is no longer ready continue.
 */
final class LoadBalancer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "balancer");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private final List<ServiceProcess> replicas = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<ServiceProcess> ready = List.of();

    LoadBalancer(ServiceProcess... first) throws IOException {
        replicas.addAll(List.of(first));
        ready = List.of(first);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
        threads.submit(() -> {
            while (!threads.isShutdown()) {
                ready = replicas.stream().filter(ServiceProcess::ready).toList();
                Thread.sleep(500);
            }
            return null;
        });
    }

    URI address() { return URI.create("http://localhost:" + server.getAddress().getPort()); }

    void add(ServiceProcess young) { replicas.add(young); }

    /** Removes a replica that has ended. Before, only its readiness shows that it shuts down. */
    void remove(ServiceProcess old) {
        replicas.remove(old);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var to = ready;
            if (to.isEmpty()) {
                exchange.sendResponseHeaders(502, -1);
                return;
            }
            var replica = to.get(Math.floorMod(turn.getAndIncrement(), to.size()));
            var request = HttpRequest.newBuilder(replica.address().resolve(exchange.getRequestURI()))
                    .timeout(Duration.ofSeconds(20))
                    .method(exchange.getRequestMethod(),
                            BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
            for (var name : List.of("Authorization", "Content-Type", "Idempotency-Key")) {
                var value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) request.header(name, value);
            }
            var answer = answer(request.build());
            if (answer == null) {
                exchange.sendResponseHeaders(502, -1);
                return;
            }
            answer.headers().firstValue("Retry-After")
                    .ifPresent(value -> exchange.getResponseHeaders().set("Retry-After", value));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    /** The answer; null if there was none. */
    private HttpResponse<byte[]> answer(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException broken) {
            return null;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
