package org.recruitmentintake.api.resource;

import jakarta.ws.rs.Priorities;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.privacy.keys.KeyCheck;

/** Refuses what may need a key until the keys were compared with their check values; public data needs none. */
public class KeyCheckFilter {

    private final KeyCheck keys;

    KeyCheckFilter(KeyCheck keys) {
        this.keys = keys;
    }

    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHORIZATION + 1)
    public void requireCheckedKeys(SimpleResourceInfo resource) {
        if (resource.getResourceClass() != PublicResource.class && !keys.hasPassed()) throw ProblemException.busy();
    }
}
