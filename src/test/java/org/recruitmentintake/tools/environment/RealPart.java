package org.recruitmentintake.tools.environment;

/** A server beside the service. After a restart it has the same port and the same data. */
public interface RealPart {

    void start();

    void stop();

    int port();
}
