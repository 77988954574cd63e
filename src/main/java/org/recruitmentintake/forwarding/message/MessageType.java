package org.recruitmentintake.forwarding.message;

import org.recruitmentintake.application.port.MessageKind;

/** The {@code type} of a CloudEvent. An incompatible change gets another number. */
public enum MessageType {
    ACCEPTED("org.recruitmentintake.application.accepted.v1"),
    WITHDRAWN("org.recruitmentintake.application.withdrawn.v1"),
    /** A test of a branch's key and queue, without an application. */
    TEST("org.recruitmentintake.test.v1");

    private final String text;

    MessageType(String text) {
        this.text = text;
    }

    static MessageType of(MessageKind kind) {
        return switch (kind) {
            case ACCEPTED -> ACCEPTED;
            case WITHDRAWN -> WITHDRAWN;
        };
    }

    public String text() { return text; }
}
