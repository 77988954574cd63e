package org.recruitmentintake.tools.page;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the portal keeps for one browser, in memory: its cases with the answers of their forms, since the service does
 * not give a dossier back to a portal. Tokens of the service are not part of it and never leave this side.
 */
final class Session {

    private static final int MOST_SESSIONS = 1_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    final String id = randomId();
    /** The answers by the application's id, the oldest first. */
    final Map<String, Answers> cases = Collections.synchronizedMap(new LinkedHashMap<>());
    /** When the consents of a form were given, by the form's key: a repeated request must have the same body. */
    final Map<String, Instant> consents = Collections.synchronizedMap(new LinkedHashMap<>());
    volatile String language = "";
    volatile String embassy = "ca-ottawa";
    private volatile String notice = "";

    static Map<String, Session> store() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) { return size() > MOST_SESSIONS; }
        });
    }

    /** Shown on the next page, once. */
    void notice(String text) { notice = text; }

    String takeNotice() {
        var text = notice;
        notice = "";
        return text;
    }

    private static String randomId() {
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
