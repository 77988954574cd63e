package org.recruitmentintake.tools.faults;

import java.io.IOException;

/** A wire to a broker that can cut connections between an answer and its arrival. */
public final class CutWire implements AutoCloseable {

    public final int port;
    private final FaultyWire wire;

    public CutWire(int to) {
        wire = new FaultyWire(to, 1);
        port = wire.port;
    }

    public void losesAnswers(int oneIn) { wire.losesAnswers(oneIn); }

    public void restore() { wire.whole(); }

    public int cuts() { return wire.broken.get(); }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
