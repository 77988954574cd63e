package org.recruitmentintake.tools.page;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the portal keeps for one browser, in memory: its cases with the answers of their forms, since the service does
 * not give a dossier back to a portal. Tokens of the service are never sent to the browser.
 */
final class Session {

    /** The answer with the time at which the form was first sent, which is the moment of its consents. */
    static final String FIRST_SENT = "first-sent";

    private static final int MOST_SESSIONS = 1_000;
    private static final int MOST_FORMS = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    final String id = randomId();
    /** The answers by the application's id, the oldest first. */
    final Map<String, Answers> cases = latest(MOST_FORMS);
    /** The answers by the form's key. */
    private final Map<String, Answers> drafts = latest(MOST_FORMS);
    volatile String language = "";
    volatile String embassy = "ca-ottawa";
    private volatile String notice = "";

    static <T> Map<String, T> latest(int most) {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) { return size() > most; }
        });
    }

    static Map<String, Session> store() { return latest(MOST_SESSIONS); }

    Answers draft(String key) { return drafts.getOrDefault(key, Answers.NONE); }

    void fill(String key, Answers answers) { drafts.put(key, answers); }

    /** A repeated request must have the same body: the moment of the consents is that of the first one. */
    Answers draft(String key, Answers form, Instant now) {
        var first = draft(key).one(FIRST_SENT);
        var answers = form.with(FIRST_SENT, first.isEmpty() ? now.toString() : first);
        drafts.put(key, answers);
        return answers;
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
