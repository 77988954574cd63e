package org.recruitmentintake.application.port;

/** Which queue of the broker the messages of a branch go to at present. */
public interface QueueAddresses {

    String of(String branch);
}
