package org.recruitmentintake.tools.page;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.recruitmentintake.tools.page.IntakeApi.Client;

/**
 * The versions of the portal's cases. One request follows all cases and reads only those that have changed. A portal
 * with a database stores {@code next} together with the cases that it has read, in one transaction.
 */
final class ChangeFeed {

    private static final long PAUSE = Duration.ofSeconds(2).toNanos();

    private final Map<String, JsonNode> rows = new ConcurrentHashMap<>();
    private String next = "";
    private long asked = System.nanoTime() - PAUSE;

    /** The version of a case; empty while it has not appeared in the list. */
    synchronized String version(Client portal, String id) {
        if (System.nanoTime() - asked >= PAUSE) follow(portal);
        return rows.containsKey(id) ? rows.get(id).path("version").asText() : "";
    }

    /** Reads pages until one is not full. */
    private void follow(Client portal) {
        asked = System.nanoTime();
        for (var more = true; more;) {
            var page = portal.get("/v1/applications?limit=200" + (next.isEmpty() ? "" : "&changedSince=" + next));
            if (!page.ok()) {
                // A 400 means begin-anew: the service was restored. After another failure the next round asks again.
                if (page.status() == 400) next = "";
                return;
            }
            page.body().path("items").forEach(row -> rows.put(row.path("id").asText(), row));
            next = page.body().path("next").asText();
            more = page.body().path("items").size() == 200;
        }
    }
}
