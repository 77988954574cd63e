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
final class FaultyWire implements AutoCloseable {

    /** The fate of the server's answers; requests always arrive. */
    enum Mode {
        WHOLE,
        /** No answer arrives, and the connection stays open. */
        SILENT,
        /** Some connections break after the server has answered and before the answer has arrived. */
        LOSES_ANSWERS
    }

    final int port;
    /** The number of connections that broke before an answer had arrived. */
    final AtomicInteger broken = new AtomicInteger();
    private final int to;
    private volatile Random random;
    private final ServerSocket server;
    private final Map<Socket, Socket> connections = new ConcurrentHashMap<>();
    private volatile Mode mode = Mode.WHOLE;
    private volatile int oneIn = 10;
    private volatile Consumer<byte[]> forge = bytes -> {};

    FaultyWire(int to, long seed) {
        this.to = to;
        draws(seed);
        port = Ports.free();
        try {
            server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        daemon(this::serve);
    }

    /** Starts the random numbers from that seed. */
    void draws(long seed) { random = new Random(seed); }

    void silent() { mode = Mode.SILENT; }

    void losesAnswers(int oneIn) {
        this.oneIn = oneIn;
        mode = Mode.LOSES_ANSWERS;
    }

    /** Forwards answers again. Cuts the connections that were silent, since bytes of theirs are lost. */
    void whole() {
        var before = mode;
        mode = Mode.WHOLE;
        if (before == Mode.SILENT) cut();
    }

    /** Changes the bytes of requests in place. */
    void forges(Consumer<byte[]> change) { forge = change; }

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
                if (!answers) forge.accept(bytes);
                if (answers && mode == Mode.LOSES_ANSWERS && random.nextInt(oneIn) == 0) {
                    broken.incrementAndGet();
                    return;
                }
                into.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException cut) {
            // The wire cuts connections on purpose.
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
        var thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
