package org.recruitmentintake.application.port;

/** The queue of the broker for each branch. */
public interface QueueAddresses {

    String addressOf(String branch);
}
