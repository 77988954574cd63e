package org.recruitmentintake.application.usecase;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.ChangeCursor;
import org.recruitmentintake.application.model.ChangePage;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.port.ChangeFeed;

/** A posting client follows its own cases. It sees states and nothing personal, so the journals have no entry of it. */
@ApplicationScoped
public class FollowApplications {

    private final ChangeFeed feed;

    public FollowApplications(ChangeFeed feed) {
        this.feed = feed;
    }

    /** The next cases that have changed; empty if the client has to begin anew. */
    public Optional<ChangePage> changes(Client client, ChangeCursor since, int limit) {
        return feed.changes(client.id(), since, limit);
    }
}
