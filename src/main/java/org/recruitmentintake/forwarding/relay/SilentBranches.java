package org.recruitmentintake.forwarding.relay;

import static java.util.stream.Collectors.toSet;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.ACCEPTED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.LOST;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.forwarding.broker.Answer;

/**
 * Finds branches whose messages get no answer while others do. RabbitMQ 3 does not answer if a queue is full, and then
 * answers nothing more on the connection. For one thread.
 */
final class SilentBranches {

    static final String UNANSWERED = "unanswered";

    /** Branches of which a message was accepted since a message was last lost. */
    private final Set<String> accepted = new HashSet<>();
    /** Silent branches of which no message was accepted since. */
    private final Set<String> known = new HashSet<>();
    private Optional<String> suspect = Optional.empty();

    /**
     * The silent branches of a window: those that were silent before, or else the only unanswered one, if a message of
     * another branch was accepted since a message was last lost.
     */
    Set<String> detect(List<OutboxMessage> rows, Map<UUID, Answer> answers) {
        var unanswered = new HashMap<String, Integer>();
        var answered = new HashSet<String>();
        for (var row : rows) {
            var answer = answers.get(row.id());
            var isUnanswered = answer.outcome() == LOST && answer.code().equals(UNANSWERED);
            if (isUnanswered) unanswered.merge(row.branch(), 1, Integer::sum);
            else
                answered.add(row.branch());
            if (answer.outcome() == ACCEPTED) accepted.add(row.branch());
        }
        known.removeAll(accepted);
        suspect = unanswered.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        var silent = silent(unanswered.keySet(), answered);
        known.addAll(silent);
        if (answers.values().stream().anyMatch(answer -> answer.outcome() == LOST)) accepted.clear();
        return silent;
    }

    private Set<String> silent(Set<String> unanswered, Set<String> answered) {
        var again = unanswered.stream().filter(known::contains).collect(toSet());
        if (!again.isEmpty()) return again;
        var isAlone = unanswered.size() == 1 && !answered.containsAll(unanswered);
        var isAnotherAccepted = accepted.stream().anyMatch(branch -> !unanswered.contains(branch));
        return isAlone && isAnotherAccepted ? Set.copyOf(unanswered) : Set.of();
    }

    boolean isKnown(String branch) { return known.contains(branch); }

    /** The branch with the most unanswered messages of the last window. */
    Optional<String> suspect() {
        return suspect;
    }
}
