package org.recruitmentintake.application.model;

import java.time.Instant;

/**
 * A desk's read of a list. A list shows summaries of many cases, so its read is one entry in a table of its own, and
 * none in their journals.
 *
 * @param person the person behind the client
 * @param filter the filter as codes, never a value that was sent, and the case after which the page begins
 */
public record ListRead(Instant at, String client, String person, String role, String filter) {

    public static ListRead by(Client client, Instant at, ListFilter filter, Cursor after) {
        var page = after == null ? "" : " after=" + after.id();
        return new ListRead(at, client.id(), client.person(), client.role().claim(), (filter.codes() + page).strip());
    }
}
