package org.recruitmentintake.forwarding.relay;

import java.util.List;
import java.util.UUID;

import org.recruitmentintake.application.port.OutboxMessage;

/** Messages that are sent together, and the claim that holds their rows. */
record Window(UUID claim, List<OutboxMessage> rows) {

    static final Window EMPTY = new Window(null, List.of());
}
