package org.recruitmentintake.tools.environment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback address. */
public final class Ports {

    private Ports() {}

    /**
     * A free port below the range for outgoing connections: while a server is stopped, such a connection could take its
     * port.
     */
    public static int free() {
        for (;;) {
            var port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // Try another port.
            }
        }
    }

    /** Waits up to a minute until the process listens on the port. */
    public static void awaitListener(int port, Process process) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("localhost", port), 500);
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("nothing listens on " + port);
    }
}
