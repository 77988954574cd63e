package org.recruitmentintake.tools.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;

/** A proxy to a broker that can cut connections between an answer and its arrival, and change what is asked for. */
public final class CutWire implements AutoCloseable {

    public final int port;
    private final FaultyProxy proxy;

    public CutWire(int to) {
        proxy = new FaultyProxy(to, 1);
        port = proxy.port;
    }

    public void loseAnswers(int oneIn) { proxy.loseAnswers(oneIn); }

    /** Removes from the attachment of a sender to the address that it requests durability and a queue. */
    public void takesDurabilityFrom(String address) {
        // The number 2 (unsettled-state) as AMQP encodes it, behind the address; then the capability.
        var asked = address + "R\2";
        proxy.changeRequests(bytes -> {
            var text = new String(bytes, ISO_8859_1);
            var at = text.indexOf(asked);
            if (at < 0) return;
            bytes[at + asked.length() - 1] = 0;
            var capability = text.indexOf("queue", at);
            if (capability > 0) System.arraycopy("other".getBytes(ISO_8859_1), 0, bytes, capability, 5);
        });
    }

    public void restore() { proxy.restore(); }

    public int cuts() { return proxy.cuts.get(); }

    @Override
    public void close() throws IOException {
        proxy.close();
    }
}
