package org.recruitmentintake.forwarding.relay;

import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.ACCEPTED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.LOST;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.recruitmentintake.application.port.ClaimedMessage;
import org.recruitmentintake.forwarding.broker.Answer;

/** Finds branches whose messages get no answer while others do. RabbitMQ 3 does not answer if a queue is full. */
final class SilentBranches {

    static final String UNANSWERED = "unanswered";

    private boolean othersAccepted;

    /** The silent branches of a window. Empty if nothing was accepted with it or since a message was last lost. */
    Set<String> in(List<ClaimedMessage> rows, Map<UUID, Answer> answers) {
        var silent = new HashSet<String>();
        var answered = new HashSet<String>();
        for (var row : rows) {
            var answer = answers.get(row.id());
            var isSilent = answer.outcome() == LOST && answer.code().equals(UNANSWERED);
            (isSilent ? silent : answered).add(row.branch());
        }
        silent.removeAll(answered);
        othersAccepted |= answers.values().stream().anyMatch(answer -> answer.outcome() == ACCEPTED);
        if (!othersAccepted) return Set.of();
        if (answers.values().stream().anyMatch(answer -> answer.outcome() == LOST)) othersAccepted = false;
        return silent;
    }
}
