package org.recruitmentintake.forwarding.broker;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** AMQP error conditions as codes that may be stored and logged, unlike a broker's texts, which may quote a message. */
final class ErrorCodes {

    private static final Set<String> NOT_CAUSED_BY_MESSAGE = Set.of(
            "amqp:resource-limit-exceeded", "amqp:unauthorized-access", "amqp:not-found", "amqp:resource-deleted",
            "amqp:resource-locked", "amqp:link:detach-forced", "amqp:link:redirect", "amqp:link:stolen",
            "amqp:session:window-violation", "amqp:session:errant-link", "amqp:session:handle-in-use",
            "amqp:session:unattached-handle", "amqp:connection:forced");
    private static final Pattern CODE = Pattern.compile("[a-z0-9:_.-]{1,80}");

    private ErrorCodes() {}

    static String of(ErrorCondition condition) {
        if (condition == null || condition.getCondition() == null) return "no-code";
        var code = condition.getCondition().toString().toLowerCase(Locale.ROOT);
        return CODE.matcher(code).matches() ? code : "unreadable-code";
    }

    /** Whether the message is at fault, rather than the address or the broker. */
    static boolean blamesMessage(String code) {
        return !NOT_CAUSED_BY_MESSAGE.contains(code);
    }
}
