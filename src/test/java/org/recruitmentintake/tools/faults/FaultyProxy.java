package org.recruitmentintake.tools.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.recruitmentintake.tools.environment.Ports;

/** A proxy to a server on this machine that can lose answers of the server. */
final class FaultyProxy implements AutoCloseable {

    /** What happens to the server's answers. Requests always arrive. */
    enum Mode {
        FORWARDS,
        /** No answer arrives, and the connection stays open. */
        SILENT,
        /** Some connections are cut after the server has answered and before the answer has arrived. */
        LOSES_ANSWERS
    }

    final int port;
    /** How many connections were cut before an answer had arrived. */
    final AtomicInteger cuts = new AtomicInteger();
    private final int to;
    private volatile Random random;
    private final ServerSocket server;
    private final Map<Socket, Socket> connections = new ConcurrentHashMap<>();
    private volatile Mode mode = Mode.FORWARDS;
    private volatile int oneIn = 10;
    private volatile Consumer<byte[]> change = bytes -> {};

    FaultyProxy(int to, long seed) {
        this.to = to;
        seed(seed);
        port = Ports.free();
        try {
            server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        daemon(this::serve);
    }

    /** Starts the random numbers again, from this seed. */
    void seed(long seed) { random = new Random(seed); }

    void silence() { mode = Mode.SILENT; }

    void loseAnswers(int oneIn) {
        this.oneIn = oneIn;
        mode = Mode.LOSES_ANSWERS;
    }

    /** Forwards answers again. Cuts the connections that were silent, since some of their bytes are lost. */
    void restore() {
        var before = mode;
        mode = Mode.FORWARDS;
        if (before == Mode.SILENT) cut();
    }

    /** Changes the bytes of requests in place. */
    void changeRequests(Consumer<byte[]> change) { this.change = change; }

    void cut() {
        connections.forEach((client, upstream) -> {
            close(client);
            close(upstream);
        });
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                daemon(() -> join(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try {
            var upstream = new Socket(InetAddress.getLoopbackAddress(), to);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            connections.put(client, upstream);
            daemon(() -> pump(client, upstream, false));
            pump(upstream, client, true);
        } catch (IOException unreachable) {
            close(client);
        } finally {
            connections.remove(client);
        }
    }

    private void pump(Socket from, Socket into, boolean answers) {
        try (from; into) {
            var bytes = new byte[16 * 1024];
            for (int read; (read = from.getInputStream().read(bytes)) >= 0;) {
                if (answers && mode == Mode.SILENT) continue;
                if (!answers) change.accept(bytes);
                if (answers && mode == Mode.LOSES_ANSWERS && random.nextInt(oneIn) == 0) {
                    cuts.incrementAndGet();
                    return;
                }
                into.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException cut) {
            // The proxy cuts connections on purpose.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed already.
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
