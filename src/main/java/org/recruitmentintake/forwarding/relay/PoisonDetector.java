package org.recruitmentintake.forwarding.relay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Distinguishes a message that the broker never answers from a queue that answers nothing. For one thread. */
final class PoisonDetector {

    private final Map<String, UUID> lastLost = new HashMap<>();
    private final Set<String> acceptedSince = new HashSet<>();

    void noteAccepted(String branch) { acceptedSince.add(branch); }

    /**
     * @param besideOthers whether others of its branch were accepted in its window
     * @return whether the message is at fault: others of its branch were accepted with it, or since it was last lost
     *         alone
     */
    boolean isPoison(UUID message, String branch, boolean besideOthers) {
        var others = acceptedSince.remove(branch);
        return message.equals(lastLost.put(branch, message)) && others || besideOthers;
    }
}
