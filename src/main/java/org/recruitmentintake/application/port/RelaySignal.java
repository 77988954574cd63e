package org.recruitmentintake.application.port;

/** Wakes the relay of this replica after a commit. A lost signal costs one poll interval, never a message. */
public interface RelaySignal {

    /** Signals that a message was committed. Never waits. */
    void wake();
}
