package org.recruitmentintake.forwarding;

/** There is no connection and none could be made, or it gave no answer. The message is a code. */
final class BrokerUnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    BrokerUnavailableException(String code) {
        super(code);
    }
}
