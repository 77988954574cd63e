package org.recruitmentintake.tools.environment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.recruitmentintake.Waiting;

/** TCP ports of the loopback address. */
public final class Ports {

    private static final int OF_A_PROCESS = 200;

    // Test runs that start at the same time choose from different ports: a port stays free until its server starts.
    private static final int FIRST = 20_000 + (int) (ProcessHandle.current().pid() % 50) * OF_A_PROCESS;

    private static final AtomicInteger NEXT = new AtomicInteger(ThreadLocalRandom.current().nextInt(OF_A_PROCESS));

    private Ports() {}

    /**
     * A free port, another one each time, below the range for outgoing connections: while a server is stopped, such a
     * connection could take its port.
     */
    public static int free() {
        for (var tries = 0; tries < OF_A_PROCESS; tries++) {
            var port = FIRST + Math.floorMod(NEXT.getAndIncrement(), OF_A_PROCESS);
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // Try another port.
            }
        }
        throw new IllegalStateException("no port is free from " + FIRST + " on");
    }

    /** Waits until the process listens on the port. */
    public static void awaitListener(int port, Process process) {
        Waiting.await().until(() -> !process.isAlive() || isOpen(port));
        if (!process.isAlive()) throw new IllegalStateException("nothing listens on " + port);
    }

    private static boolean isOpen(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
