package org.recruitmentintake.forwarding.relay;

import java.util.UUID;

/** Distinguishes a message that the broker never answers from a broker that answers nothing. For one thread. */
final class PoisonDetector {

    private UUID lastLost;
    private boolean othersAccepted;

    void noteOthersAccepted() { othersAccepted = true; }

    /**
     * @param besideOthers whether others of its window were accepted
     * @return whether the message is at fault: others were accepted with it, or since it was last lost alone
     */
    boolean isPoison(UUID message, boolean besideOthers) {
        var atFault = besideOthers || othersAccepted && message.equals(lastLost);
        lastLost = message;
        othersAccepted = false;
        return atFault;
    }
}
