package org.recruitmentintake.tools.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections from ten addresses. Each writes once and never reads. */
final class HostileConnections implements AutoCloseable {

    private static final int ADDRESSES = 10;

    private final List<Socket> sockets = new ArrayList<>();
    private final URI service;

    HostileConnections(URI service) {
        this.service = service;
    }

    void open(int number, String written) throws IOException {
        for (var i = 0; i < number; i++) {
            var socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(4096);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.2." + (1 + i % ADDRESSES)), 0));
            socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), 10_000);
            try {
                socket.getOutputStream().write(written.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                // The service may close a connection at any time.
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }
}
