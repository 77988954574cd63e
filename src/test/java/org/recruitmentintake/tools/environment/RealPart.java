package org.recruitmentintake.tools.environment;

/** A server beside the service. Stopped and started again it comes back on the same port with the same data. */
public interface RealPart {

    void start();

    void stop();

    int port();
}
