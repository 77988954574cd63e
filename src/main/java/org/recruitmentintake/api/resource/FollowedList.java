package org.recruitmentintake.api.resource;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.api.dto.view.Page;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.model.ChangeCursor;
import org.recruitmentintake.application.model.ChangedApplication;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.port.ChangeFeed;

/**
 * The list of applications for a portal: those that it posted, in the order of their changes. It shows nothing
 * personal, so the journals have no entry of it.
 */
@ApplicationScoped
@RegisterForReflection(targets = ChangedApplication.class, registerFullHierarchy = true)
public class FollowedList {

    private static final String CHANGED_SINCE = "changedSince";
    /** The parameters of a portal. A filter would hide that a case no longer matches it. */
    private static final Set<String> PARAMETERS = Set.of(CHANGED_SINCE, "limit");

    private final ChangeFeed feed;

    public FollowedList(ChangeFeed feed) {
        this.feed = feed;
    }

    /**
     * A page; the last one has a cursor, too, from which the client goes on later.
     *
     * @param sent the names of all parameters of the request
     */
    Page<ChangedApplication> page(Client client, String changedSince, int limit, Set<String> sent) {
        sent.stream().filter(name -> !PARAMETERS.contains(name)).findFirst().ifPresent(name -> {
            throw ProblemException.invalidParameter(name, "not-for-your-role");
        });
        return feed.changes(client.id(), Answers.cursor(CHANGED_SINCE, changedSince, ChangeCursor::of), limit)
                .map(page -> new Page<>(page.cases(), page.next().text()))
                .orElseThrow(() -> ProblemException.invalidParameter(CHANGED_SINCE, "begin-anew"));
    }

    /** Refuses the parameter to the other roles, which list what waits for them. */
    static void refuse(String changedSince) {
        if (changedSince != null) throw ProblemException.invalidParameter(CHANGED_SINCE, "not-for-your-role");
    }
}
