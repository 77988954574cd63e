package org.recruitmentintake.application;

/** Wakes whoever sends. Rung after a commit; a ring that is lost costs seconds, never a message. */
public interface Doorbell {

    /** Something was committed that is to be sent. Never waits. */
    void ring();
}
