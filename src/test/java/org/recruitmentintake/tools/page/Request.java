package org.recruitmentintake.tools.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

/**
 * A request of a browser, and what answers it.
 *
 * @param path the segments of the path
 * @param form the body of a POST; without values for a GET
 */
record Request(boolean post, List<String> path, Answers query, Answers form, Session session) {

    /** Empty if the path is shorter. */
    String segment(int number) {
        return number < path.size() ? path.get(number) : "";
    }

    /** @param body empty for a redirect */
    record Reply(int status, String type, byte[] body, Map<String, String> headers) {

        static Reply page(int status, Html html) {
            return new Reply(status, "text/html; charset=utf-8", html.markup().getBytes(UTF_8), Map.of());
        }

        static Reply nothing() { return new Reply(204, "text/plain", new byte[0], Map.of()); }

        /** Redirects after a POST, so that a reload of the next page does not repeat it. */
        static Reply redirect(String location) {
            return new Reply(303, "text/plain", new byte[0], Map.of("Location", location));
        }
    }
}
