package org.recruitmentintake.forwarding.broker;

/** There is no connection and none could be made, or it gave no answer. The message is a code. */
public final class BrokerUnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    public BrokerUnavailableException(String code) {
        super(code);
    }
}
