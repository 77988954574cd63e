package org.recruitmentintake.application.port;

/** Wakes the relay of this replica. Rung after a commit; a ring that is lost costs one poll, never a message. */
public interface RelaySignal {

    /** Something was committed that is to be sent. Never waits. */
    void wake();
}
