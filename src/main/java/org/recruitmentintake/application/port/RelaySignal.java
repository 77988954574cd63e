package org.recruitmentintake.application.port;

/** Wakes the relay of this replica after a commit. A lost signal costs one poll interval, never a message. */
public interface RelaySignal {

    /** Something was committed that is to be sent. Never waits. */
    void wake();
}
