package org.recruitmentintake.forwarding.broker;

/** The broker could not be reached, or gave no answer. The message is a code. */
public final class BrokerUnavailableException extends Exception {

    public BrokerUnavailableException(String code) {
        super(code);
    }
}
